import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChainView, TableName } from '../../engine/index.ts';
import { useAppStore } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import { Chip } from '../common/Chip.tsx';
import { Menu, MenuItem } from '../common/Menu.tsx';
import { Counters } from './Counters.tsx';
import { NameDialog } from './NameDialog.tsx';
import type { Draft } from './draft.ts';
import { TABLE_TEXT } from './table-names.ts';
import { useRulesetCommand } from './use-ruleset-command.ts';

interface ChainDetailsProps {
  readonly table: TableName;
  readonly chain: ChainView;
  readonly onDraft: (draft: Draft) => void;
}

/** A chain: policy, rules to choose from, who comes here, and what can be done with the whole. */
export function ChainDetails({ table, chain, onDraft }: ChainDetailsProps) {
  const { t } = useTranslation('rules');
  const store = useAppStore();
  const run = useRulesetCommand();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const command = (label: string, words: string) => void run(label, `iptables -t ${table} ${words}`).then(setRefusal);
  const name = chain.name;
  const remove = () =>
    void run(t('undo.deleteChain', { chain: name }), `iptables -t ${table} -X ${name}`).then((said) => {
      setRefusal(said);
      if (said === null) store.getState().selectRule(null);
    });

  return (
    <div className="flex flex-col gap-3 p-3">
      <div>
        <button
          type="button"
          className="min-h-6 text-small text-accent hover:underline"
          onClick={() => store.getState().selectRule(null)}
        >
          ‹ {t('allChains')}
        </button>
        <div className="flex items-center gap-2">
          <h3 className="min-w-0 flex-1 truncate text-title font-semibold">
            <span className={TABLE_TEXT[table]}>{table}</span> {name}
          </h3>
          {chain.policy === null && (
            <Menu trigger={<IconButton small icon="more" label={t('chainActions')} />}>
              <MenuItem onSelect={() => setNaming(true)}>{t('renameChain')}</MenuItem>
              <MenuItem danger onSelect={remove}>
                {t('deleteChain')}
              </MenuItem>
            </Menu>
          )}
        </div>
      </div>
      {refusal !== null && <Refusal text={refusal} />}
      {chain.policy === null ? (
        <References table={table} chain={chain} />
      ) : (
        <Policy
          table={table}
          chain={chain}
          onChange={(policy) => command(t('undo.policy', { chain: name, policy }), `-P ${name} ${policy}`)}
        />
      )}
      <section>
        <div className="flex items-center justify-between pb-1">
          <h4 className="text-label font-semibold text-ink3">{t('rulesCount', { count: chain.rules.length })}</h4>
          <Button
            small
            icon="plus"
            className="text-accent!"
            onClick={() => onDraft({ table, chain: name, at: chain.rules.length + 1 })}
          >
            {t('addRule')}
          </Button>
        </div>
        {chain.rules.length === 0 && <p className="text-small text-ink3">{t('emptyChain')}</p>}
        <RuleRows table={table} chain={chain} />
      </section>
      {naming && (
        <NameDialog
          title={t('renameChain')}
          initial={name}
          onClose={() => setNaming(false)}
          onSave={async (to) => {
            const said = await run(t('undo.rename', { chain: name, to }), `iptables -t ${table} -E ${name} ${to}`);
            if (said === null) store.getState().selectRule({ table, chain: to, rule: 0 });
            return said;
          }}
        />
      )}
    </div>
  );
}

interface PolicyProps {
  readonly table: TableName;
  readonly chain: ChainView;
  readonly onChange: (policy: string) => void;
}

function Policy({ table, chain, onChange }: PolicyProps) {
  const { t } = useTranslation('rules');
  return (
    <>
      <label className="flex items-center gap-2">
        <span className="text-small text-ink2">{t('policy')}</span>
        <select
          className="h-7 rounded-control border border-line2 bg-panel px-1.5 font-mono text-mono"
          value={chain.policy ?? ''}
          onChange={({ target }) => onChange(target.value)}
        >
          <option>ACCEPT</option>
          <option>DROP</option>
        </select>
      </label>
      <Counters place={{ table, chain: chain.name, rule: 0 }} loaded={chain} />
    </>
  );
}

const Refusal = ({ text }: { readonly text: string }) => (
  <p role="alert" className="text-small whitespace-pre-wrap text-drop">
    {text}
  </p>
);

function RuleRows({ table, chain }: Pick<ChainDetailsProps, 'table' | 'chain'>) {
  const store = useAppStore();
  const rows = chain.rules.map((rule, index) => ({ rule, number: index + 1 }));
  return (
    <ol>
      {rows.map(({ rule, number }) => (
        <li key={number} className="[contain-intrinsic-size:auto_28px] [content-visibility:auto]">
          <button
            type="button"
            className="flex min-h-7 w-full items-center gap-2 rounded-control px-1.5 text-left hover:bg-seen"
            title={rule.text}
            onClick={() => store.getState().selectRule({ table, chain: chain.name, rule: number })}
          >
            <span className="w-6 shrink-0 text-right font-mono text-mono text-ink3">{number}</span>
            <span className="flex-1 truncate font-mono text-mono text-ink2">{rule.brief}</span>
            {rule.target.name !== '' && <Chip kind={rule.target.chip}>{rule.target.name}</Chip>}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The rules that jump or go to a chain. */
export function References({ table, chain }: { readonly table: TableName; readonly chain: ChainView }) {
  const { t } = useTranslation('rules');
  const store = useAppStore();
  return (
    <section>
      <h4 className="pb-1 text-label font-semibold text-ink3">{t('jumpsHere')}</h4>
      {chain.references.length === 0 && <p className="text-small text-log">{t('nobody')}</p>}
      <div className="flex flex-wrap gap-1.5">
        {chain.references.map((from) => (
          <button
            key={`${from.chain} ${from.rule}`}
            type="button"
            className="min-h-6 rounded-chip bg-seen px-1.5 font-mono text-mono text-ink2 hover:text-accent"
            onClick={() => store.getState().selectRule({ table, ...from })}
          >
            {from.chain} {from.rule}
          </button>
        ))}
      </div>
    </section>
  );
}
