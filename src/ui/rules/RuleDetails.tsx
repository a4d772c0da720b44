import { useTranslation } from 'react-i18next';
import type { ChainView, ExtensionView, RulePlace, RuleView } from '../../engine/index.ts';
import { selectRuleset, selectStep, useApp, useAppStore, useEngine } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { Chip } from '../common/Chip.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import { useAnswer } from '../common/use-answer.ts';
import { RuleEditor } from '../forms/rule/RuleEditor.tsx';
import { References } from './ChainDetails.tsx';
import { Counters } from './Counters.tsx';
import { Memory } from './Memory.tsx';
import { RuleHits } from './RuleHits.tsx';
import type { Draft } from './draft.ts';
import { findChain, findRule, placeInDocument, userChainsOf } from './ruleset-lookup.ts';
import { deleteRule, duplicateRule, moveRule, replaceRule, type RuleCommand } from './rule-commands.ts';
import { TABLE_TEXT } from './table-names.ts';
import { useRulesetCommand } from './use-ruleset-command.ts';

interface RuleDetailsProps {
  readonly place: RulePlace;
  readonly chain: ChainView;
  readonly catalogue: readonly ExtensionView[];
  readonly onDraft: (draft: Draft) => void;
}

/** One rule: where it stands, what it counted, its form. */
export function RuleDetails({ place, chain, catalogue, onDraft }: RuleDetailsProps) {
  const { t } = useTranslation('rules');
  const store = useAppStore();
  const ruleset = useApp(selectRuleset);
  const rule = findRule(ruleset, place);
  const version = useApp((state) => selectStep(state)?.rulesetBefore ?? 0);
  const view = useApp((state) => state.run.view);
  const own = view === null ? null : placeInDocument(view, version, place);
  if (rule === null) return null;
  return (
    <div className="flex flex-col gap-3 p-3">
      <div>
        <button
          type="button"
          className="min-h-6 text-small text-accent hover:underline"
          onClick={() => store.getState().selectRule({ ...place, rule: 0 })}
        >
          ‹ {t('backToChain', { chain: place.chain })}
        </button>
        <div className="flex items-center gap-2">
          <h3 className="min-w-0 truncate text-title font-semibold">
            <span className={TABLE_TEXT[place.table]}>{place.table}</span> {place.chain} {place.rule}
          </h3>
          <span className="flex-1" />
          {own !== null && <Actions place={own} rule={rule} total={chain.rules.length} onDraft={onDraft} />}
        </div>
        <p className="flex items-center gap-2 text-label text-ink3">
          {t('place', { rule: place.rule, total: chain.rules.length })}
          {rule.target.name !== '' && <Chip kind={rule.target.chip}>{rule.target.name}</Chip>}
        </p>
      </div>
      <Counters place={place} loaded={rule} />
      <RuleHits place={place} />
      <Memory place={place} />
      {chain.policy === null && <References table={place.table} chain={chain} />}
      {rule.comment !== undefined && <p className="text-small text-ink2">{rule.comment}</p>}
      {rule.notModelled !== undefined && (
        <p className="text-small text-log">{t('notModelled', { what: rule.notModelled.join(', ') })}</p>
      )}
      {own === null ? (
        <ByCommand rule={rule} />
      ) : (
        <Form
          key={`${own.table} ${own.chain} ${own.rule} ${rule.text}`}
          place={own}
          text={rule.text}
          catalogue={catalogue}
        />
      )}
    </div>
  );
}

function ByCommand({ rule }: { readonly rule: RuleView }) {
  const { t } = useTranslation('rules');
  return (
    <>
      <p className="text-small text-ink2">{t('byCommand')}</p>
      <p className="rounded-card border border-line p-2 font-mono text-mono break-words">{rule.text}</p>
    </>
  );
}

interface ActionsProps {
  readonly place: RulePlace;
  readonly rule: RuleView;
  readonly total: number;
  readonly onDraft: (draft: Draft) => void;
}

function Actions({ place, rule, total, onDraft }: ActionsProps) {
  const { t } = useTranslation(['rules', 'common']);
  const store = useAppStore();
  const run = useRulesetCommand();
  const { table, chain } = place;
  const named = { chain, rule: place.rule };
  const select = ({ lands }: RuleCommand) => store.getState().selectRule(lands);
  const apply = async (label: string, change: RuleCommand | null) => {
    if (change !== null && (await run(label, change.command)) === null) select(change);
  };
  const move = (before: number) => apply(t('undo.move', named), moveRule(place, { ...place, rule: before }, rule.text));
  const duplicate = () => apply(t('undo.duplicate', named), duplicateRule(place, rule.text));
  const remove = () => apply(t('undo.delete', named), deleteRule(place, total));
  return (
    <div className="flex">
      <IconButton
        small
        icon="moveUp"
        label={t('common:moveUp')}
        disabled={place.rule === 1}
        onClick={() => void move(place.rule - 1)}
      />
      <IconButton
        small
        icon="moveDown"
        label={t('common:moveDown')}
        disabled={place.rule === total}
        onClick={() => void move(place.rule + 2)}
      />
      <Menu trigger={<IconButton small icon="more" label={t('more')} />}>
        <MenuItem onSelect={() => onDraft({ table, chain, at: place.rule })}>{t('insertBefore')}</MenuItem>
        <MenuItem onSelect={() => onDraft({ table, chain, at: place.rule + 1 })}>{t('insertAfter')}</MenuItem>
        <MenuItem onSelect={() => void duplicate()}>{t('common:duplicate')}</MenuItem>
        <MenuSeparator />
        <MenuItem danger onSelect={() => void remove()}>
          {t('common:delete')}
        </MenuItem>
      </Menu>
    </div>
  );
}

interface FormProps {
  readonly place: RulePlace;
  readonly text: string;
  readonly catalogue: readonly ExtensionView[];
}

function Form({ place, text, catalogue }: FormProps) {
  const { t } = useTranslation('rules');
  const engine = useEngine();
  const run = useRulesetCommand();
  const ruleset = useApp((state) => state.run.view?.rulesets[0] ?? null);
  const scenario = useApp((state) => state.scenario);
  const { table, chain } = place;
  const answer = useAnswer(() => engine.ruleForm(table, chain, text, scenario), text);
  if (answer.failure !== null) return <p className="text-small text-drop">{answer.failure}</p>;
  if (answer.value === null) return null;
  if ('message' in answer.value) return <p className="text-small text-drop">{answer.value.message}</p>;
  return (
    <RuleEditor
      initial={answer.value.form}
      catalogue={catalogue}
      hook={findChain(ruleset, table, chain)?.hook ?? null}
      userChains={userChainsOf(ruleset, table, chain)}
      saveLabel={t('save')}
      commandFor={(words) => replaceRule(place, words).command}
      onSave={(command) => run(t('undo.edit', { chain, rule: place.rule }), command)}
    />
  );
}
