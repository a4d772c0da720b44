/** What the kernel checks of a whole table at commit (translate_table of ip_tables): loops, then every rule's extensions. */
import type { Extension, KernelRefusal, Legality } from '../extensions/extension.ts';
import { HOOKS, type Hook, type TableName } from '../model/hook.ts';
import type { Chain, Rule, Table } from '../model/ruleset.ts';
import { isUnconditional } from './head.ts';
import type { Errno } from './messages.ts';
import { matchExtension, targetExtension } from './printer.ts';
import { chainReferredTo } from './references.ts';

export interface TableRefusal {
  readonly errno: Errno;
  /** Line in the kernel log, without level. */
  readonly log?: string;
  /** The rule, where one is to blame. */
  readonly place?: { readonly chain: string; readonly index: number };
}

/** Is this a verdict without any condition, which ends its chain? */
const endsChain = (rule: Rule): boolean => rule.target.kind === 'verdict' && rule.matches.length === 0 && isUnconditional(rule.head);

/** Per chain: for each hook that reaches it, how many of its first rules can be reached (all chains begin at their first). */
type Reach = Map<Chain, { readonly hooks: Hook[]; readonly length: number }>;

function reachableLength(chain: Chain): number {
  const end = chain.entries.findIndex((entry) => endsChain(entry.rule));
  return end < 0 ? chain.entries.length : end + 1;
}

/** mark_source_chains: which hooks reach each rule; null if jumps form a loop that a hook reaches. */
function reachableRules(table: Table): Reach | { readonly loop: Chain } {
  const reach: Reach = new Map();
  const open = new Set<Chain>();
  const visit = (chain: Chain, hook: Hook): Chain | null => {
    if (open.has(chain)) return chain;
    let known = reach.get(chain);
    if (known === undefined) reach.set(chain, (known = { hooks: [], length: reachableLength(chain) }));
    if (known.hooks.includes(hook)) return null;
    known.hooks.push(hook);
    open.add(chain);
    for (let index = 0; index < known.length; index++) {
      const entry = chain.entries[index];
      const name = entry === undefined ? null : chainReferredTo(entry.rule);
      const next = name === null ? undefined : table.chains.get(name);
      const loop = next === undefined ? null : visit(next, hook);
      if (loop !== null) return loop;
    }
    open.delete(chain);
    return null;
  };
  for (const chain of table.chains.values()) {
    const loop = chain.hook === null ? null : visit(chain, chain.hook);
    if (loop !== null) return { loop };
  }
  return reach;
}

/** First refusal, or null if the kernel takes the table. */
export function checkTable(table: Table): TableRefusal | null {
  const reach = reachableRules(table);
  if ('loop' in reach) return { errno: 'ELOOP', place: { chain: reach.loop.name, index: 0 } };
  for (const chain of table.chains.values()) {
    const known = reach.get(chain);
    for (const [index, { rule }] of chain.entries.entries()) {
      if (rule.matches.length === 0 && rule.target.kind !== 'extension') continue;
      const hooks = known !== undefined && index < known.length ? known.hooks : [];
      const refused = checkRule(rule, table.name, hooks);
      if (refused !== null) return { ...refused, place: { chain: chain.name, index } };
    }
  }
  return null;
}

/** find_check_entry: the matches in order, then the target. */
function checkRule(rule: Rule, table: TableName, hooks: readonly Hook[]): KernelRefusal | null {
  for (const use of rule.matches) {
    const extension = matchExtension(use);
    const refused = extension === null ? null : checkUse(extension, use.params, rule, { table, hooks });
    if (refused !== null) return refused;
  }
  const extension = targetExtension(rule.target);
  if (extension === null || rule.target.kind !== 'extension') return null;
  return checkUse(extension, rule.target.params, rule, { table, hooks });
}

interface Where {
  readonly table: TableName;
  readonly hooks: readonly Hook[];
}

function checkUse(extension: Extension, params: unknown, rule: Rule, where: Where): KernelRefusal | null {
  const illegal = extension.legality === undefined ? null : checkLegality(extension, extension.legality, rule, where);
  return illegal ?? extension.check?.(params, { head: rule.head, rule, ...where }) ?? null;
}

/** xt_check_match and xt_check_target. */
function checkLegality(extension: Extension, legality: Legality, rule: Rule, { table, hooks }: Where): KernelRefusal | null {
  const who = `x_tables: ip_tables: ${legality.kernelName ?? extension.name} ${extension.kind}:`;
  if (legality.tables !== undefined && !legality.tables.includes(table))
    return { errno: 'EINVAL', log: `${who} only valid in ${legality.tables.join('/')} table, not ${table}` };
  const allowed = legality.hooks;
  if (allowed !== undefined && hooks.some((hook) => !allowed.includes(hook))) {
    const used = HOOKS.filter((hook) => hooks.includes(hook)).join('/');
    const word = extension.kind === 'match' ? 'valid' : 'usable';
    return { errno: 'EINVAL', log: `${who} used from hooks ${used}, but only ${word} from ${HOOKS.filter((hook) => allowed.includes(hook)).join('/')}` };
  }
  const { protocol } = rule.head;
  if (legality.protocols !== undefined && (protocol.inverted || !legality.protocols.includes(protocol.number)))
    return { errno: 'EINVAL', log: `${who} only valid for protocol ${legality.protocols.join('/')}` };
  return null;
}
