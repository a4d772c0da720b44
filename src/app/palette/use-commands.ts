import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, PAGE_LANGUAGES, switchLanguage } from '../../i18n/index.ts';
import { scenarioIn } from '../../lessons/index.ts';
import {
  DRAWER_TABS,
  selectRuleset,
  SIDE_TABS,
  useApp,
  useAppStore,
  type AppStore,
  type DrawerTab,
  type SideTab,
} from '../../store/index.ts';
import { download, fileName } from '../../ui/share/download.ts';
import { shellScript } from '../../ui/share/shell-script.ts';
import { useGallery } from '../../ui/share/use-gallery.ts';
import { PRESET_NAMES } from '../../ui/timeline/presets/index.ts';
import { useAddPreset } from '../../ui/timeline/use-add-preset.ts';
import { MODIFIER } from '../modifier.ts';
import type { Command } from './command.ts';
import { useLessonCommands } from './lesson-commands.ts';
import { ruleCommands } from './rule-commands.ts';

/** Everything that can be done, in the order in which it is offered. */
export function useCommands(): readonly Command[] {
  const store = useAppStore();
  const playback = usePlaybackCommands(store);
  const scenario = useScenarioCommands(store);
  const presets = usePresetCommands(store);
  const places = usePlaceCommands(store);
  const display = useDisplayCommands(store);
  const lessons = useLessonCommands();
  return useMemo(
    () => [...playback, ...scenario, ...lessons, ...presets, ...places.panels, ...display, ...places.rules],
    [playback, scenario, lessons, presets, places, display],
  );
}

function usePlaybackCommands(store: AppStore): readonly Command[] {
  const { t } = useTranslation(['palette', 'transport']);
  const playing = useApp((state) => state.playing);
  return useMemo(() => {
    const group = t('groups.playback');
    const by = (move: () => void) => () => {
      store.getState().setPlaying(false);
      move();
    };
    const { getState } = store;
    return [
      {
        id: 'play',
        group,
        title: playing ? t('transport:pause') : t('transport:play'),
        keys: t('transport:shortcuts.playPause'),
        run: () => getState().setPlaying(!playing),
      },
      { id: 'next-event', group, title: t('transport:nextEvent'), keys: '→', run: by(() => getState().moveByEvent(1)) },
      {
        id: 'previous-event',
        group,
        title: t('transport:previousEvent'),
        keys: '←',
        run: by(() => getState().moveByEvent(-1)),
      },
      { id: 'next-step', group, title: t('transport:nextPacket'), keys: '↓', run: by(() => getState().moveByStep(1)) },
      {
        id: 'previous-step',
        group,
        title: t('transport:previousPacket'),
        keys: '↑',
        run: by(() => getState().moveByStep(-1)),
      },
      { id: 'start', group, title: t('transport:start'), keys: 'Home', run: by(() => getState().goToEdge('start')) },
      { id: 'end', group, title: t('transport:end'), keys: 'End', run: by(() => getState().goToEdge('end')) },
    ];
  }, [store, playing, t]);
}

function useScenarioCommands(store: AppStore): readonly Command[] {
  const { t } = useTranslation(['palette', 'app', 'gallery', 'share']);
  const undo = useApp((state) => state.past.at(-1)?.label ?? null);
  const redo = useApp((state) => state.future[0]?.label ?? null);
  const gallery = useGallery();
  return useMemo(() => {
    const group = t('groups.scenario');
    const { getState } = store;
    const save = (ending: string, text: () => string, type?: string) => () =>
      download(fileName(getState().scenario.title, ending), text(), type);
    const json = () => `${JSON.stringify(getState().scenario, null, 2)}\n`;
    return [
      ...gallery.map((entry) => ({
        id: `open-${entry.id}`,
        group,
        title: t('openScenario', { title: entry.title[currentLanguage()] }),
        keywords: `${entry.title.en} ${entry.title.zh}`,
        run: () => {
          const scenario = scenarioIn(entry, currentLanguage());
          getState().load(scenario, 'gallery', t('share:undoOpen', { title: scenario.title ?? '' }));
        },
      })),
      { id: 'gallery', group, title: t('gallery:all'), run: () => getState().setDialog('gallery') },
      { id: 'library', group, title: t('gallery:library.title'), run: () => getState().setDialog('library') },
      { id: 'rename', group, title: t('gallery:rename'), run: () => getState().setDialog('title') },
      { id: 'intro', group, title: t('app:intro'), run: () => getState().setIntroShown(true) },
      { id: 'share', group, title: t('share:share'), run: () => getState().setDialog('share') },
      { id: 'import', group, title: t('share:import'), run: () => getState().setDialog('import') },
      {
        id: 'export-scenario',
        group,
        title: `${t('share:export')}: ${t('share:exportScenario')}`,
        run: save('json', json, 'application/json'),
      },
      {
        id: 'export-ruleset',
        group,
        title: `${t('share:export')}: ${t('share:exportRuleset')}`,
        run: save('rules', () => getState().scenario.ruleset ?? ''),
      },
      {
        id: 'export-commands',
        group,
        title: `${t('share:export')}: ${t('share:exportCommands')}`,
        run: save('sh', () => shellScript(getState().scenario)),
      },
      ...(undo === null
        ? []
        : [
            {
              id: 'undo',
              group,
              title: t('app:undoWhat', { label: undo }),
              keys: `${MODIFIER} Z`,
              run: () => getState().undo(),
            },
          ]),
      ...(redo === null
        ? []
        : [
            {
              id: 'redo',
              group,
              title: t('app:redoWhat', { label: redo }),
              keys: `${MODIFIER} Y`,
              run: () => getState().redo(),
            },
          ]),
    ];
  }, [store, undo, redo, gallery, t]);
}

function usePresetCommands(store: AppStore): readonly Command[] {
  const { t } = useTranslation(['palette', 'timeline']);
  const addPreset = useAddPreset();
  return useMemo(() => {
    const group = t('groups.add');
    const compose = {
      id: 'compose',
      group,
      title: t('timeline:compose'),
      run: () => {
        const { scenario, setComposer, setMobileTab } = store.getState();
        setMobileTab('timeline');
        setComposer({ mode: 'add', at: scenario.timeline.length });
      },
    };
    const presets = PRESET_NAMES.map((preset) => ({
      id: `preset-${preset}`,
      group,
      title: t('addPreset', { what: t(`timeline:presets.${preset}`) }),
      run: () => void addPreset(preset),
    }));
    return [...presets, compose];
  }, [store, addPreset, t]);
}

/** The palette has closed and given the focus back when the tab takes it. */
const focusTab = (tab: string): void => {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-tab="${tab}"]`)?.focus());
};

function usePlaceCommands(store: AppStore): {
  readonly panels: readonly Command[];
  readonly rules: readonly Command[];
} {
  const { t } = useTranslation(['palette', 'app', 'graph']);
  const ruleset = useApp(selectRuleset);
  return useMemo(() => {
    const { getState } = store;
    const open = (tab: SideTab | DrawerTab, choose: () => void): Command => ({
      id: `panel-${tab}`,
      group: t('groups.panel'),
      title: t('showPanel', { panel: t(`app:tabs.${tab}`) }),
      keywords: tab,
      run: () => {
        choose();
        getState().setMobileTab('panels');
        focusTab(tab);
      },
    });
    const panels = [
      ...SIDE_TABS.map((tab) => open(tab, () => getState().setSideTab(tab))),
      ...DRAWER_TABS.map((tab) => open(tab, () => getState().setDrawerTab(tab))),
    ];
    const rules = ruleCommands(ruleset, { chain: t('groups.chain'), rule: t('groups.rule') }, (place) => {
      getState().selectRule(place);
      getState().setMobileTab('panels');
      focusTab('rule');
    });
    return { panels, rules };
  }, [store, ruleset, t]);
}

function useDisplayCommands(store: AppStore): readonly Command[] {
  const { t, i18n } = useTranslation(['palette', 'app', 'graph']);
  const walkView = useApp((state) => state.walkView);
  const followPacket = useApp((state) => state.followPacket);
  const onlyTouched = useApp((state) => state.onlyTouched);
  return useMemo(() => {
    const group = t('groups.display');
    const { getState } = store;
    const theme = (id: 'light' | 'dark' | 'system', name: string) => ({
      id: `theme-${id}`,
      group,
      title: t('setTheme', { theme: name }),
      keywords: id,
      run: () => getState().setTheme(id),
    });
    return [
      {
        id: 'walk-view',
        group,
        title: walkView === 'graph' ? t('graph:showList') : t('graph:showGraph'),
        run: () => {
          getState().setWalkView(walkView === 'graph' ? 'list' : 'graph');
          getState().setMobileTab('graph');
        },
      },
      {
        id: 'follow',
        group,
        title: followPacket ? t('unfollow') : t('graph:follow'),
        run: () => getState().setFollowPacket(!followPacket),
      },
      {
        id: 'find-in-graph',
        group,
        title: t('graph:find.open'),
        keys: `${MODIFIER} F`,
        run: () => {
          getState().setWalkView('graph');
          getState().setMobileTab('graph');
          // The palette has closed and given the focus back when the field takes it.
          requestAnimationFrame(() => getState().setFinderOpen(true));
        },
      },
      {
        id: 'only-touched',
        group,
        title: onlyTouched ? t('wholeRuleset') : t('graph:onlyTouched'),
        run: () => getState().setOnlyTouched(!onlyTouched),
      },
      theme('light', t('app:themeLight')),
      theme('dark', t('app:themeDark')),
      theme('system', t('app:themeSystem')),
      ...PAGE_LANGUAGES.filter(({ tag }) => tag !== i18n.language).map(({ tag, name }) => ({
        id: `language-${tag}`,
        group,
        title: `${t('app:language')}: ${name}`,
        keywords: `language 语言 ${tag}`,
        run: () => switchLanguage(tag),
      })),
      {
        id: 'tour',
        group,
        title: t('app:tour.start'),
        keywords: 'help tour 帮助',
        run: () => getState().setTourStep(0),
      },
      { id: 'shortcuts', group, title: t('shortcuts.title'), keys: '?', run: () => getState().setDialog('shortcuts') },
    ];
  }, [store, walkView, followPacket, onlyTouched, i18n.language, t]);
}
