import { useReactFlow } from '@xyflow/react';
import type { RulePlace, TableName } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import type { Layout } from './layout.ts';
import { useFit } from './use-fit.ts';

/** More names than this would not be read. */
const MOST_HIDDEN = 60;

interface GraphToolbarProps {
  readonly layout: Layout;
  /** Whether the overview is shown. */
  readonly map: boolean;
  readonly onMap: (shown: boolean) => void;
}

export function GraphToolbar({ layout: { hidden, bounds }, map, onMap }: GraphToolbarProps) {
  const { t } = useTranslation('graph');
  const flow = useReactFlow();
  const fit = useFit();
  const store = useAppStore();
  const follow = useApp((state) => state.followPacket);
  const finding = useApp((state) => state.finderOpen);
  const only = useApp((state) => state.onlyTouched);
  const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200;
  return (
    <div
      className="flex h-8 shrink-0 items-center gap-0.5 border-b border-line bg-panel px-1.5"
      role="toolbar"
      aria-label={t('tools')}
    >
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
      <IconButton small icon="map" label={t('showMinimap')} pressed={map} onClick={() => onMap(!map)} />
      <IconButton
        small
        icon="filter"
        label={t('onlyTouched')}
        pressed={only}
        onClick={() => store.getState().setOnlyTouched(!only)}
      />
      <IconButton
        small
        icon="search"
        label={t('find.open')}
        pressed={finding}
        onClick={() => store.getState().setFinderOpen(!finding)}
      />
      {hidden.length > 0 && <HiddenChains hidden={hidden} />}
    </div>
  );
}

/** 'filter/DOCKER' as a place. */
function placeOf(chain: string): RulePlace {
  const at = chain.indexOf('/');
  return { table: chain.slice(0, at) as TableName, chain: chain.slice(at + 1), rule: 0 };
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
      <ul className="absolute top-7 left-0 z-20 max-h-72 w-64 overflow-auto rounded-card border border-line2 bg-panel p-1 shadow-float">
        {hidden.slice(0, MOST_HIDDEN).map((chain) => (
          <li key={chain}>
            <Button
              small
              className="w-full justify-start font-mono text-mono"
              aria-label={t('showChain', { chain })}
              onClick={() => store.getState().showInGraph(placeOf(chain), false)}
            >
              <span className="truncate">{chain}</span>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
