import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { selectRuleset, useApp, useEngine } from '../../store/index.ts';
import { useAnswer } from '../common/use-answer.ts';
import { EmptyState } from '../common/EmptyState.tsx';
import { ChainDetails } from './ChainDetails.tsx';
import { ChainList } from './ChainList.tsx';
import type { Draft } from './draft.ts';
import { NewRule } from './NewRule.tsx';
import { RuleDetails } from './RuleDetails.tsx';
import { findChain, findRule } from './ruleset-lookup.ts';

/** The selected rule, else its chain, else all chains. */
export function RulePanel() {
  const { t } = useTranslation('rules');
  const engine = useEngine();
  const ruleset = useApp(selectRuleset);
  const selected = useApp((state) => state.selectedRule);
  const [draft, setDraft] = useState<Draft | null>(null);
  const catalogue = useAnswer(() => engine.catalogue(), engine).value ?? [];

  if (ruleset === null) return <EmptyState title={t('notRun')} />;
  if (draft !== null) return <NewRule draft={draft} catalogue={catalogue} onDone={() => setDraft(null)} />;
  const chain = selected === null ? null : findChain(ruleset, selected.table, selected.chain);
  if (selected === null || chain === null) return <ChainList ruleset={ruleset} />;
  if (selected.rule === 0 || findRule(ruleset, selected) === null)
    return <ChainDetails table={selected.table} chain={chain} onDraft={setDraft} />;
  return <RuleDetails place={selected} chain={chain} catalogue={catalogue} onDraft={setDraft} />;
}
