import { useReactFlow } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import type { Layout } from './layout.ts';
import { useFit } from './use-fit.ts';

/** More names than this would not be read. */
const MOST_HIDDEN = 60;

export function GraphToolbar({ layout: { hidden, bounds } }: { readonly layout: Layout }) {
  const { t } = useTranslation('graph');
  const flow = useReactFlow();
  const fit = useFit();
  const store = useAppStore();
  const follow = useApp((state) => state.followPacket);
  const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200;
  return (
    <div className="absolute top-2 left-2 z-10 flex items-center gap-0.5 rounded-card border border-line bg-panel p-0.5">
      <IconButton small icon="list" label={t('showList')} onClick={() => store.getState().setWalkView('list')} />
      <IconButton
        small
        icon="follow"
        label={t('follow')}
        pressed={follow}
        onClick={() => store.getState().setFollowPacket(!follow)}
      />
      <IconButton small icon="fit" label={t('fit')} onClick={() => fit(bounds, duration)} />
      <IconButton small icon="minus" label={t('zoomOut')} onClick={() => void flow.zoomOut({ duration })} />
      <IconButton small icon="plus" label={t('zoomIn')} onClick={() => void flow.zoomIn({ duration })} />
      {hidden.length > 0 && <HiddenChains hidden={hidden} />}
    </div>
  );
}

/** Chains that are not drawn, to be opened one by one. */
function HiddenChains({ hidden }: { readonly hidden: readonly string[] }) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  return (
    <details className="relative" name="graph-chains">
      <summary className="list-none rounded-control px-1.5 text-small leading-6 text-ink2 hover:bg-seen">
        {t('hiddenChains', { count: hidden.length })}
      </summary>
      <ul className="absolute top-7 left-0 max-h-72 w-64 overflow-auto rounded-card border border-line2 bg-panel p-1 shadow-float">
        {hidden.slice(0, MOST_HIDDEN).map((chain) => (
          <li key={chain}>
            <Button
              small
              className="w-full justify-start font-mono text-mono"
              aria-label={t('showChain', { chain })}
              onClick={() => store.getState().showChain(chain, true)}
            >
              <span className="truncate">{chain}</span>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
