import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RulesetView, TableName } from '../../engine/index.ts';
import { useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Chip } from '../common/Chip.tsx';
import { NameDialog } from './NameDialog.tsx';
import { TABLE_NAMES, TABLE_TEXT } from './table-names.ts';
import { useRulesetCommand } from './use-ruleset-command.ts';

/** All chains by table, to choose from. */
export function ChainList({ ruleset }: { readonly ruleset: RulesetView }) {
  const { t } = useTranslation('rules');
  const store = useAppStore();
  const run = useRulesetCommand();
  const [naming, setNaming] = useState(false);
  const [table, setTable] = useState<TableName>('filter');
  return (
    <div className="p-3">
      <div className="flex items-center justify-between pb-1">
        <p className="text-small text-ink3">{t('noneText')}</p>
        <Button small icon="plus" className="text-accent!" onClick={() => setNaming(true)}>
          {t('newChain')}
        </Button>
      </div>
      {ruleset.tables.map((one) => (
        <section key={one.name} className="pt-2">
          <h3 className={`text-label font-semibold ${TABLE_TEXT[one.name]}`}>{one.name}</h3>
          <ul>
            {one.chains.map((chain) => (
              <li key={chain.name}>
                <button
                  type="button"
                  className="flex min-h-7 w-full items-center gap-2 rounded-control px-1.5 text-left hover:bg-seen"
                  onClick={() => store.getState().selectRule({ table: one.name, chain: chain.name, rule: 0 })}
                >
                  <span className="flex-1 truncate font-mono text-mono">{chain.name}</span>
                  <span className="text-label text-ink3">{t('rulesCount', { count: chain.rules.length })}</span>
                  {chain.policy !== null && (
                    <Chip kind={chain.policy === 'DROP' ? 'drop' : 'accept'}>{chain.policy}</Chip>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {naming && (
        <NameDialog
          title={t('newChain')}
          initial=""
          onClose={() => setNaming(false)}
          onSave={async (name) => {
            const refusal = await run(t('undo.newChain', { chain: name }), `iptables -t ${table} -N ${name}`);
            if (refusal === null) store.getState().selectRule({ table, chain: name, rule: 0 });
            return refusal;
          }}
        >
          <label className="flex items-center gap-2 text-small">
            {t('table')}
            <select
              className="h-7 rounded-control border border-line2 bg-panel px-1"
              value={table}
              onChange={(event) => setTable(event.target.value as TableName)}
            >
              {TABLE_NAMES.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        </NameDialog>
      )}
    </div>
  );
}
