import { useTranslation } from 'react-i18next';
import { selectRedoLabel, selectUndoLabel, useApp, useAppStore } from '../store/index.ts';
import { Button, IconButton } from '../ui/common/Button.tsx';
import { Icon } from '../ui/common/Icon.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/common/Menu.tsx';
import { HistoryMenu } from './HistoryMenu.tsx';
import { LanguageChoice, LanguageItems } from './LanguageChoice.tsx';
import { MODIFIER } from './modifier.ts';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';
import { nextTheme, THEME_ICONS } from './theme.ts';

export function Header({ phone }: { readonly phone: boolean }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-panel px-3.5 max-md:gap-1 max-md:px-2">
      <Logo />
      <Divider />
      <div className="flex min-w-0 flex-1 items-center gap-2 *:min-w-0">
        <Slot of={SLOTS.scenarioMenu} />
        <Slot of={SLOTS.lessons} />
        {!phone && <IntroButton />}
      </div>
      {!phone && <PaletteButton />}
      {!phone && <History />}
      <Divider />
      <Slot of={SLOTS.exchange} />
      <Divider />
      {phone ? (
        <MoreMenu />
      ) : (
        <>
          <LanguageChoice />
          <ThemeButton />
        </>
      )}
    </header>
  );
}

/** On a phone: what does not fit into the header. */
function MoreMenu() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const undo = useApp(selectUndoLabel);
  const redo = useApp(selectRedoLabel);
  const theme = useApp((state) => state.theme);
  const names = useThemeNames();
  return (
    <Menu trigger={<IconButton icon="more" label={t('more')} />}>
      <MenuItem onSelect={() => store.getState().setDialog('palette')}>{t('search')}</MenuItem>
      <MenuItem
        onSelect={() => {
          store.getState().setMobileTab('graph');
          store.getState().setIntroShown(true);
        }}
      >
        {t('intro')}
      </MenuItem>
      <MenuItem onSelect={() => store.getState().setTourStep(0)}>{t('tour.start')}</MenuItem>
      <MenuSeparator />
      <MenuItem disabled={undo === null} onSelect={() => store.getState().undo()}>
        {undo === null ? t('undo') : t('undoWhat', { label: undo })}
      </MenuItem>
      <MenuItem disabled={redo === null} onSelect={() => store.getState().redo()}>
        {redo === null ? t('redo') : t('redoWhat', { label: redo })}
      </MenuItem>
      <MenuSeparator />
      <LanguageItems />
      <MenuItem onSelect={() => store.getState().setTheme(nextTheme(theme))}>
        {t('theme', { theme: names[theme] })}
      </MenuItem>
    </Menu>
  );
}

function useThemeNames() {
  const { t } = useTranslation('app');
  return { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };
}

function Logo() {
  return (
    <div className="flex items-center gap-2 text-title font-[650] tracking-tight">
      <svg
        width="22"
        height="22"
        viewBox="0 0 22 22"
        fill="none"
        strokeWidth="2"
        className="stroke-accent"
        aria-hidden="true"
      >
        <rect x="2" y="7" width="10" height="8" rx="4" />
        <rect x="10" y="7" width="10" height="8" rx="4" />
        <circle cx="11" cy="11" r="1.4" className="fill-accent stroke-none" />
      </svg>
      <h1 className="max-sm:sr-only">Chainwalk</h1>
    </div>
  );
}

const Divider = () => <span aria-hidden="true" className="h-5 w-px shrink-0 bg-line max-md:hidden" />;

function History() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const undo = useApp(selectUndoLabel);
  const redo = useApp(selectRedoLabel);
  return (
    <div className="flex shrink-0">
      <IconButton
        icon="undo"
        label={undo === null ? t('nothingToUndo') : t('undoWhat', { label: undo })}
        disabled={undo === null}
        onClick={() => store.getState().undo()}
      />
      <IconButton
        icon="redo"
        label={redo === null ? t('nothingToRedo') : t('redoWhat', { label: redo })}
        disabled={redo === null}
        onClick={() => store.getState().redo()}
      />
      <HistoryMenu />
    </div>
  );
}

/** Opens the explanation of the scenario again. */
function IntroButton() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const shown = useApp((state) => state.introShown);
  const explained = useApp((state) => (state.scenario.description ?? '').trim() !== '');
  if (!explained) return null;
  return (
    <IconButton
      icon="info"
      label={t('intro')}
      pressed={shown}
      className="shrink-0!"
      onClick={() => (shown ? store.getState().closeIntro() : store.getState().setIntroShown(true))}
    />
  );
}

function PaletteButton() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  return (
    <Button
      aria-label={t('search')}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => store.getState().setDialog('palette')}
    >
      <Icon name="search" size={15} />
      <span className="max-lg:hidden">{t('search')}</span>
      <kbd className="rounded-[4px] border border-line2 px-1 font-mono text-[10.5px] leading-4 text-ink3 max-xl:hidden">
        {MODIFIER} K
      </kbd>
    </Button>
  );
}

function ThemeButton() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const theme = useApp((state) => state.theme);
  const names = useThemeNames();
  return (
    <IconButton
      icon={THEME_ICONS[theme]}
      label={t('theme', { theme: names[theme] })}
      onClick={() => store.getState().setTheme(nextTheme(theme))}
    />
  );
}
