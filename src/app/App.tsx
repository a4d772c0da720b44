import { useTranslation } from 'react-i18next';
import { useApp } from '../store/index.ts';
import { Transport } from '../ui/transport/Transport.tsx';
import { usePlayback } from '../ui/transport/use-playback.ts';
import { DesktopLayout } from './DesktopLayout.tsx';
import { EmbedBar } from './EmbedBar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { useMedia } from './media.ts';
import { Notices } from './Notices.tsx';
import { PhoneLayout } from './PhoneLayout.tsx';
import { useShortcuts } from './shortcuts.ts';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';
import { Stage } from './Stage.tsx';
import { useThemeAttribute } from './theme.ts';

/** The page. `embed` shows the graph and its controls alone, for an iframe. */
export function App({ embed }: { readonly embed: boolean }) {
  const { t } = useTranslation('app');
  const phone = useMedia('(max-width: 767px)');
  const brokenLink = useApp((state) => state.brokenLink !== null);
  const touring = useApp((state) => state.tourStep !== null);
  const dialog = useApp((state) => state.dialog);
  useThemeAttribute();
  useShortcuts();
  usePlayback();
  return (
    <ErrorBoundary>
      <div className="flex h-dvh flex-col">
        {embed ? (
          <>
            <EmbedBar />
            <main id="stage" aria-label={t('embed.label')} className="flex min-h-0 flex-1 flex-col">
              <Stage />
              <Transport />
            </main>
          </>
        ) : (
          <>
            <a
              href="#stage"
              className="sr-only z-50 rounded-control bg-accent px-3 py-1.5 text-accent-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
              onClick={focusStage}
            >
              {t('skipToGraph')}
            </a>
            <Header phone={phone} />
            {phone ? <PhoneLayout /> : <DesktopLayout />}
          </>
        )}
      </div>
      <Notices />
      {touring && !embed && <Slot of={SLOTS.tour} />}
      {brokenLink && <Slot of={SLOTS.linkProblem} />}
      {dialog === 'palette' && <Slot of={SLOTS.palette} />}
      {dialog === 'shortcuts' && <Slot of={SLOTS.shortcuts} />}
    </ErrorBoundary>
  );
}

/** The fragment of the address belongs to shared scenarios, so the link moves the focus itself. */
function focusStage(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('stage')?.focus();
}
