import { useCallback, useMemo, useRef, useState } from 'react';
import type { RulePlace, RuleView } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { selectRuleset, selectStep, useAppStore } from '../../store/index.ts';
import { deleteRule, duplicateRule, insertRule, moveRule, type RuleCommand } from '../rules/rule-commands.ts';
import { findChain, placeInDocument } from '../rules/ruleset-lookup.ts';
import { useRulesetCommand } from '../rules/use-ruleset-command.ts';
import type { EditedRule, OpenMenu, RuleEditing } from './rule-editing.ts';

/** What the last change did or why it was refused: shown and read out. */
export interface Notice {
  readonly text: string;
  readonly refused: boolean;
}

interface Taken {
  readonly place: RulePlace;
  readonly rule: RuleView;
  readonly cut: boolean;
}

export interface RuleEditingState {
  readonly editing: RuleEditing;
  readonly edited: EditedRule | null;
  readonly menu: OpenMenu | null;
  readonly notice: Notice | null;
  readonly hasTaken: boolean;
  readonly closeEditor: () => void;
  readonly closeMenu: () => void;
  readonly setNotice: (notice: Notice | null) => void;
  readonly dismiss: () => void;
  /** A rule of the picture as a rule of the document; null where a command of the timeline made it, and a notice says so. */
  readonly own: (place: RulePlace) => RulePlace | null;
}

/** Changes of rules made in the graph. Each is one command sequence on the document's ruleset, undone as one. */
export function useRuleEditing(): RuleEditingState {
  const { t } = useTranslation(['graph', 'rules']);
  const store = useAppStore();
  const run = useRulesetCommand();
  const [edited, setEdited] = useState<EditedRule | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [hasTaken, setHasTaken] = useState(false);
  const taken = useRef<Taken | null>(null);

  const { editing, own } = useMemo(() => {
    const own = (place: RulePlace): RulePlace | null => {
      const state = store.getState();
      const version = selectStep(state)?.rulesetBefore ?? 0;
      const total = findChain(selectRuleset(state), place.table, place.chain)?.rules.length ?? 0;
      // One beyond the last row is a place to put rules, not a rule.
      const asked = place.rule > total && version > 0 ? { ...place, rule: 0 } : place;
      const found = state.run.view === null ? null : placeInDocument(state.run.view, version, asked);
      if (found === null) setNotice({ text: t('rules:byCommand'), refused: true });
      if (found === null || asked === place) return found;
      const loaded = findChain(state.run.view?.rulesets[0] ?? null, place.table, place.chain);
      return { ...place, rule: (loaded?.rules.length ?? 0) + 1 };
    };

    const apply = async (label: string, change: RuleCommand | null, said: string) => {
      if (change === null) return;
      const refusal = await run(label, change.command);
      if (refusal !== null) return setNotice({ text: refusal, refused: true });
      setNotice({ text: said, refused: false });
      if (change.lands.rule > 0) store.getState().showInGraph(change.lands, true);
    };

    const move = (from: RulePlace, rule: RuleView, to: RulePlace) => {
      if (from.table !== to.table)
        return setNotice({ text: t('edit.otherTable', { table: from.table }), refused: true });
      const [source, target] = [own(from), own(to)];
      if (source === null || target === null) return;
      const change = moveRule(source, target, rule.text);
      const label = t('rules:undo.move', { chain: source.chain, rule: source.rule });
      if (change !== null) void apply(label, change, t('edit.moved', { ...change.lands }));
    };

    const nudge = (place: RulePlace, rule: RuleView, by: 1 | -1) => {
      const total = findChain(selectRuleset(store.getState()), place.table, place.chain)?.rules.length ?? 0;
      const target = place.rule + by;
      if (target < 1 || target > total)
        return setNotice({ text: t(by < 0 ? 'edit.isFirst' : 'edit.isLast'), refused: false });
      move(place, rule, { ...place, rule: by < 0 ? target : target + 1 });
    };

    const duplicate = (place: RulePlace, rule: RuleView) => {
      const source = own(place);
      if (source === null) return;
      const change = duplicateRule(source, rule.text);
      void apply(t('rules:undo.duplicate', { ...source }), change, t('edit.inserted', { ...change.lands }));
    };

    const remove = (place: RulePlace) => {
      const source = own(place);
      if (source === null) return;
      const total = findChain(selectRuleset(store.getState()), place.table, place.chain)?.rules.length ?? 0;
      void apply(t('rules:undo.delete', { ...source }), deleteRule(source, total), t('edit.deleted', { ...source }));
    };

    const take = (place: RulePlace, rule: RuleView, cut: boolean) => {
      taken.current = { place, rule, cut };
      setHasTaken(true);
      setNotice({ text: t(cut ? 'edit.cut' : 'edit.copied', { ...place }), refused: false });
    };

    const paste = (before: RulePlace) => {
      const one = taken.current;
      if (one === null) return;
      if (one.cut) {
        taken.current = null;
        setHasTaken(false);
        return move(one.place, one.rule, before);
      }
      const target = own(before);
      if (target === null) return;
      void apply(
        t('rules:undo.add', { chain: target.chain }),
        insertRule(target, one.rule.text),
        t('edit.inserted', { ...target }),
      );
    };

    const actions: RuleEditing = {
      edit: setEdited,
      openMenu: setMenu,
      nudge,
      move,
      duplicate,
      remove,
      take,
      paste,
    };
    return { editing: actions, own };
  }, [store, run, t]);

  const closeEditor = useCallback(() => setEdited(null), []);
  const dismiss = useCallback(() => setNotice(null), []);
  const closeMenu = useCallback(() => setMenu(null), []);
  return { editing, edited, menu, notice, hasTaken, closeEditor, closeMenu, setNotice, dismiss, own };
}
