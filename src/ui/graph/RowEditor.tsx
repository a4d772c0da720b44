import { useStoreApi } from '@xyflow/react';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ExtensionView, RulePlace } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { useApp, useAppStore, useEngine } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { insertRule, replaceRule } from '../rules/rule-commands.ts';
import { userChainsOf } from '../rules/ruleset-lookup.ts';
import { useRulesetCommand } from '../rules/use-ruleset-command.ts';
import { errorsIn, ruleCheck } from './rule-check.ts';
import type { EditedRule } from './rule-editing.ts';
import { placeText } from './sentence.ts';
import { rowPlace } from './stops.ts';
import type { RuleLine } from '../editor/rule-line.ts';

const SETTLE = 250;
const WIDTH = 460;
const EDGE = 8;

interface RowEditorProps {
  readonly edited: EditedRule;
  readonly own: (place: RulePlace) => RulePlace | null;
  readonly onDone: (lands: RulePlace | null, said: string | null) => void;
}

/** A rule as iptables text, over its row: Enter puts it in force, Escape leaves it as it was. */
export function RowEditor({ edited, own, onDone }: RowEditorProps) {
  const { t } = useTranslation(['graph', 'rules', 'common']);
  const store = useAppStore();
  const run = useRulesetCommand();
  const [problem, setProblem] = useState<string | null>(null);
  const { place, rule } = edited;
  const initial = rule?.text ?? '';
  const text = useRef(initial);
  const box = useBesideRow(place);

  const apply = async () => {
    const target = own(place);
    if (target === null) return onDone(null, null);
    const words = text.current.trim();
    if (rule !== null && words === initial) return onDone(place, null);
    const change = rule === null ? insertRule(target, words) : replaceRule(target, words);
    const label = rule === null ? t('rules:undo.add', { ...target }) : t('rules:undo.edit', { ...target });
    const refusal = await run(label, change.command);
    if (refusal === null) onDone(change.lands, t(rule === null ? 'edit.inserted' : 'edit.changed', { ...target }));
    else setProblem(refusal);
  };
  const actions = useRef({ apply, leave: () => onDone(rule === null ? null : place, null) });
  useEffect(() => {
    actions.current = { apply, leave: () => onDone(rule === null ? null : place, null) };
  });

  const parent = useRuleLine(place, text, actions, setProblem);

  // Keys pressed in it are its own: none of them is a shortcut of the page.
  useEffect(() => {
    const editor = box.current;
    const keep = (event: KeyboardEvent) => {
      if (event.key === 'Escape') actions.current.leave();
      event.stopPropagation();
    };
    editor?.addEventListener('keydown', keep);
    return () => editor?.removeEventListener('keydown', keep);
  }, [box]);

  return (
    <div
      ref={box}
      role="group"
      aria-label={t('edit.label', { place: placeText(t, place) })}
      data-testid="row-editor"
      className="fixed z-30 flex flex-col overflow-visible rounded-card border-2 border-accent bg-panel shadow-float"
    >
      <div ref={parent} className="min-h-7.5" />
      {problem !== null && (
        <p
          role="alert"
          className="max-h-24 overflow-auto border-t border-line px-2 py-1 text-small whitespace-pre-wrap text-drop"
        >
          {problem}
        </p>
      )}
      <div className="flex items-center gap-1 border-t border-line px-1 py-0.5">
        <span className="flex-1 truncate pl-1 text-label text-ink3">
          {t(rule === null ? 'edit.newAt' : 'place', { ...place })}
        </span>
        {rule !== null && (
          <Button
            small
            onClick={() => {
              store.getState().selectRule(place);
              onDone(null, null);
            }}
          >
            {t('edit.form')}
          </Button>
        )}
        <Button small onClick={() => actions.current.leave()}>
          {t('common:cancel')}
        </Button>
        <Button small look="primary" onClick={() => void apply()}>
          {t('edit.apply')}
        </Button>
      </div>
    </div>
  );
}

interface LineActions {
  readonly apply: () => Promise<void>;
  readonly leave: () => void;
}

/** The text field of the editor, in the element of the ref that it gives: completed, and checked as iptables would while one types. */
function useRuleLine(
  place: RulePlace,
  text: RefObject<string>,
  actions: RefObject<LineActions>,
  setProblem: (problem: string | null) => void,
): RefObject<HTMLDivElement | null> {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const engine = useEngine();
  const ruleset = useApp((state) => state.run.view?.rulesets[0] ?? null);
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = parent.current;
    if (host === null || ruleset === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let mounted: RuleLine | null = null;
    let gone = false;
    let catalogue: readonly ExtensionView[] = [];
    const { scenario } = store.getState();
    engine.catalogue().then(
      (known) => {
        catalogue = known;
      },
      () => undefined,
    );
    const check = async (words: string) => {
      const asked = ruleCheck(ruleset, place.table, place.chain, words);
      const answer = await engine.checkRuleset(asked.text, scenario).catch(() => null);
      if (answer === null || gone || mounted?.text() !== words) return;
      const errors = errorsIn(answer.diagnostics, asked.offset, words);
      mounted.show(errors);
      setProblem(errors[0]?.message ?? null);
    };
    const vocabulary = {
      chains: userChainsOf(ruleset, place.table, place.chain),
      devices: [...scenario.host.interfaces.map(({ name }) => name), 'lo'],
      sets: Array.from((scenario.ipsets ?? '').matchAll(/^create (\S+)/gm), (found) => found[1] ?? ''),
    };
    void Promise.all([import('../editor/rule-line.ts'), import('../editor/ruleset-completion.ts')]).then(
      ([{ mountRuleLine }, { ruleCompletion }]) => {
        if (gone) return;
        mounted = mountRuleLine(host, {
          label: t('edit.label', { place: placeText(t, place) }),
          text: text.current,
          placeholder: t('edit.placeholder'),
          complete: ruleCompletion(() => ({ catalogue, ...vocabulary })),
          onChange: (words) => {
            text.current = words;
            clearTimeout(timer);
            timer = setTimeout(() => void check(words), SETTLE);
          },
          onEnter: () => void actions.current.apply(),
          onEscape: () => actions.current.leave(),
        });
      },
    );
    return () => {
      gone = true;
      clearTimeout(timer);
      mounted?.destroy();
    };
  }, [store, engine, t, ruleset, place, text, actions, setProblem]);
  return parent;
}

/** Keeps the editor on its row while the graph moves; a new rule's lies over the row that it pushes down. */
function useBesideRow({ table, chain, rule }: RulePlace): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const api = useStoreApi();
  useLayoutEffect(() => {
    const put = () => {
      if (box.current !== null) putBesideRow(box.current, { table, chain, rule });
    };
    put();
    return api.subscribe(put);
  }, [api, table, chain, rule]);
  return box;
}

function putBesideRow(editor: HTMLElement, { table, chain, rule }: RulePlace): void {
  const graph = document.querySelector('.react-flow');
  if (graph === null) return;
  const find = (number: number) => graph.querySelector(`[data-place="${CSS.escape(rowPlace(table, chain, number))}"]`);
  const row = find(rule);
  const above = row === null ? find(rule - 1) : null;
  const anchor = (row ?? above)?.getBoundingClientRect();
  const room = graph.getBoundingClientRect();
  const width = Math.min(WIDTH, innerWidth - 2 * EDGE);
  const left = anchor?.left ?? room.left + room.width / 2 - width / 2;
  const top = above === null ? (anchor?.top ?? room.top + room.height / 3) : (anchor?.bottom ?? room.top);
  editor.style.width = `${width}px`;
  editor.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  editor.style.top = `${Math.max(room.top, Math.min(top, innerHeight - editor.offsetHeight - EDGE))}px`;
}
