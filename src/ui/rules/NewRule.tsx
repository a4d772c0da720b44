import { useTranslation } from 'react-i18next';
import type { ExtensionView } from '../../engine/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { emptyRule } from '../forms/rule/rule-form-edit.ts';
import { RuleEditor } from '../forms/rule/RuleEditor.tsx';
import type { Draft } from './draft.ts';
import { findChain, userChainsOf } from './ruleset-lookup.ts';
import { useRulesetCommand } from './use-ruleset-command.ts';

interface NewRuleProps {
  readonly draft: Draft;
  readonly catalogue: readonly ExtensionView[];
  readonly onDone: () => void;
}

export function NewRule({ draft, catalogue, onDone }: NewRuleProps) {
  const { t } = useTranslation(['rules', 'common']);
  const store = useAppStore();
  const run = useRulesetCommand();
  const ruleset = useApp((state) => state.run.view?.rulesets[0] ?? null);
  const { table, chain, at } = draft;
  const found = findChain(ruleset, table, chain);
  const isLast = at > (found?.rules.length ?? 0);
  const save = async (command: string) => {
    const said = await run(t('undo.add', { chain }), command);
    if (said === null) {
      store.getState().selectRule({ table, chain, rule: at });
      onDone();
    }
    return said;
  };
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex items-center justify-between">
        <h3 className="text-title font-semibold">{t('newRule')}</h3>
        <Button small look="line" onClick={onDone}>
          {t('common:cancel')}
        </Button>
      </div>
      <p className="font-mono text-mono text-ink3">
        {table} {chain} {at}
      </p>
      <RuleEditor
        initial={emptyRule(table, chain)}
        catalogue={catalogue}
        hook={found?.hook ?? null}
        userChains={userChainsOf(ruleset, table, chain)}
        saveLabel={t('add')}
        commandFor={(words) =>
          isLast ? `iptables -t ${table} -A ${chain} ${words}` : `iptables -t ${table} -I ${chain} ${at} ${words}`
        }
        onSave={save}
      />
    </div>
  );
}
