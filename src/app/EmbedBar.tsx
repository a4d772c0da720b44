import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadShare, useApp } from '../store/index.ts';
import { Icon } from '../ui/common/Icon.tsx';

/** Over an embedded graph: what it shows, and the way to the whole page with the same scenario at the same place. */
export function EmbedBar() {
  const { t } = useTranslation('app');
  const title = useApp((state) => state.scenario.title) ?? t('untitled');
  const address = useFullAddress();
  return (
    <header className="flex h-9 shrink-0 items-center justify-between gap-3 border-b border-line bg-panel px-3">
      <h1 className="min-w-0 truncate text-body font-semibold">{title}</h1>
      <a
        href={address}
        target="_blank"
        rel="noopener"
        className="flex min-h-6 shrink-0 items-center gap-1.5 text-small text-accent hover:underline"
      >
        {t('embed.open')}
        <Icon name="outside" size={13} />
      </a>
    </header>
  );
}

function useFullAddress(): string {
  const scenario = useApp((state) => state.scenario);
  const playhead = useApp((state) => state.playhead);
  const [page] = useState(() => location.href.replace(/[?#].*$/, ''));
  const [packed, setPacked] = useState('');
  useEffect(() => {
    let isCurrent = true;
    void loadShare().then(({ encodeFragment }) => {
      if (isCurrent) setPacked(encodeFragment(scenario, null));
    });
    return () => {
      isCurrent = false;
    };
  }, [scenario]);
  return packed === '' ? page : `${page}#${packed}~${playhead.step + 1}.${playhead.position}`;
}
