import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useAppStore, type Notice } from '../store/index.ts';
import { Button, IconButton } from '../ui/common/Button.tsx';
import { download, fileName } from '../ui/share/download.ts';

/** What asks for nothing goes by itself, after it could be read and undone, ms. */
const PASSES = 12_000;
const PASSING: ReadonlySet<Notice['kind']> = new Set(['removed', 'kept-apart']);

/** What the page has to say outside any panel: at its foot, over everything, in nobody's way. Screen readers hear it when it comes. */
export function Notices() {
  const { t } = useTranslation('app');
  const notices = useApp((state) => state.notices);
  return (
    <section
      aria-label={t('notices.label')}
      className="pointer-events-none fixed inset-x-2 bottom-16 z-40 flex flex-col items-center gap-2"
    >
      <div role="status" className="contents">
        {notices.map((notice) => (
          <NoticeCard key={notice.kind} notice={notice} />
        ))}
      </div>
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const { text, action } = useWords(notice);
  useEffect(() => {
    if (!PASSING.has(notice.kind)) return;
    const timer = setTimeout(() => store.getState().dismiss(notice.kind), PASSES);
    return () => clearTimeout(timer);
  }, [store, notice]);
  const act = () => {
    store.getState().dismiss(notice.kind);
    notice.act?.();
    if (notice.kind === 'not-kept') {
      const { scenario } = store.getState();
      download(fileName(scenario.title, 'json'), `${JSON.stringify(scenario, null, 2)}\n`, 'application/json');
    }
  };
  return (
    <div className="pointer-events-auto flex max-w-full items-center gap-2 rounded-card border border-line2 bg-panel py-1.5 pr-1.5 pl-3.5 text-body shadow-float">
      <span className="min-w-0">{text}</span>
      {action !== null && (
        <Button small look="line" onClick={act}>
          {action}
        </Button>
      )}
      <IconButton
        small
        icon="close"
        label={t('notices.dismiss')}
        onClick={() => store.getState().dismiss(notice.kind)}
      />
    </div>
  );
}

function useWords(notice: Notice): { readonly text: string; readonly action: string | null } {
  const { t } = useTranslation('app');
  switch (notice.kind) {
    case 'newer-version':
      return { text: t('notices.newerVersion'), action: t('notices.reload') };
    case 'not-kept':
      return { text: t('notices.notKept'), action: t('notices.saveFile') };
    case 'kept-apart':
      return { text: t('notices.keptApart'), action: null };
    case 'removed':
      return { text: t('notices.removed', { title: notice.title ?? t('untitled') }), action: t('notices.putBack') };
  }
}
