import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import type { RuleStateView, SetView } from '../../engine/index.ts';
import { selectPosition, useApp, useAppStore } from '../../store/index.ts';
import { State } from '../rules/Memory.tsx';
import { setsAsOf, statesOfAll, type SetNow } from './live-state.ts';

/** More would not be read; the Rule tab shows each rule's own. */
const MOST_STATES = 30;

/** What else the machine remembers at the playhead: buckets of limit and hashlimit, recent lists, quotas, ipsets. */
export function LiveState() {
  const { t } = useTranslation('conntrack');
  const view = useApp((state) => state.run.view);
  const step = useApp((state) => state.playhead.step);
  const event = useApp((state) => selectPosition(state)?.event ?? null);
  const states = view === null ? [] : statesOfAll(view, step, event);
  const sets = view === null ? [] : setsAsOf(view, step, event);
  if (states.length === 0 && sets.length === 0) return null;
  return (
    <div className="mt-1 border-t border-line px-3 pt-3">
      {states.length > 0 && (
        <section aria-label={t('live.rules')} className="pb-3">
          <h3 className="pb-1.5 text-label font-semibold text-ink3">{t('live.rules')}</h3>
          <div className="flex flex-col gap-2">
            {states.slice(0, MOST_STATES).map((state) => (
              <RuleState key={`${state.table} ${state.chain} ${state.rule} ${state.extension}`} state={state} />
            ))}
          </div>
        </section>
      )}
      {sets.length > 0 && (
        <section aria-label={t('live.sets')} className="pb-3">
          <h3 className="pb-1.5 text-label font-semibold text-ink3">{t('live.sets')}</h3>
          <div className="flex flex-col gap-2">
            {sets.map((now) => (
              <Set key={now.set.name} now={now} />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

function RuleState({ state }: { readonly state: RuleStateView }) {
  const { t } = useTranslation('log');
  const store = useAppStore();
  const { table, chain, rule } = state;
  return (
    <div>
      <button
        type="button"
        title={t('openRule')}
        className="min-h-6 font-mono text-mono text-ink3 hover:text-accent hover:underline"
        onClick={() => store.getState().selectRule({ table, chain, rule })}
      >
        {table} {chain} {rule}
      </button>
      <State state={state} />
    </div>
  );
}

function Set({ now: { set, added, removed } }: { readonly now: SetNow }) {
  const { t } = useTranslation('conntrack');
  return (
    <section className="rounded-card border border-line px-2.5 py-2">
      <h4 className="flex items-baseline gap-2 text-label text-ink3">
        <span className="font-mono font-semibold text-ink2">{set.name}</span>
        <span className="font-mono">{set.type}</span>
        <span className="ml-auto">{t('live.members', { count: set.count })}</span>
      </h4>
      <Members set={set} added={added} removed={removed} />
    </section>
  );
}

interface MembersProps {
  readonly set: SetView;
  readonly added: ReadonlySet<string>;
  readonly removed: readonly string[];
}

function Members({ set, added, removed }: MembersProps) {
  const { t } = useTranslation('conntrack');
  if (set.count === 0 && removed.length === 0) return <p className="pt-1 text-small text-ink3">{t('live.none')}</p>;
  return (
    <ul className="max-h-52 overflow-y-auto pt-1 font-mono text-mono text-ink2">
      {set.members.map((member) => (
        <li key={member} className={clsx('wrap-anywhere', added.has(member) && 'rounded-[3px] bg-hit text-ink')}>
          {member}
        </li>
      ))}
      {removed.map((member) => (
        <li key={`- ${member}`} className="text-ink3 line-through">
          {member}
        </li>
      ))}
      {set.count > set.members.length && (
        <li className="font-sans text-label text-ink3">{t('live.more', { count: set.count - set.members.length })}</li>
      )}
    </ul>
  );
}
