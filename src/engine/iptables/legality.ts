/** What the kernel checks of a whole table at commit (translate_table of ip_tables): loops, then every rule's extensions. */
import type { CheckContext, Extension, KernelRefusal, Legality } from '../extensions/extension.ts';
import { lacksModule } from '../extensions/known.ts';
import { HOOKS, type Hook } from '../model/index.ts';
import type { Chain, Rule, Ruleset, Table } from '../model/index.ts';
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
const endsChain = (rule: Rule): boolean =>
  rule.target.kind === 'verdict' && rule.matches.length === 0 && isUnconditional(rule.head);

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

/** First refusal, or null if the kernel takes the table while `before` is in force. */
export function checkTable(table: Table, before: Ruleset): TableRefusal | null {
  const reach = reachableRules(table);
  const passed: Offers = new Map();
  const offered = (name: string): string | null => passed.get(name) ?? offersIn(before).get(name) ?? null;
  if ('loop' in reach) return { errno: 'ELOOP', place: { chain: reach.loop.name, index: 0 } };
  for (const chain of table.chains.values()) {
    const known = reach.get(chain);
    const reached = { table: table.name, hooks: known?.hooks ?? [], offered };
    const unreached = { ...reached, hooks: [] };
    let index = 0;
    for (const { rule } of chain.entries) {
      const refused = checkRule(rule, known !== undefined && index < known.length ? reached : unreached);
      if (refused !== null) return { ...refused, place: { chain: chain.name, index } };
      noteOffer(rule, passed);
      index++;
    }
  }
  return null;
}

/** Terms by name of what rules offer (TargetExtension.offers). */
type Offers = Map<string, string>;

function noteOffer({ target }: Rule, offers: Offers): void {
  if (target.kind !== 'extension') return;
  const extension = targetExtension(target);
  const offer = extension?.kind === 'target' ? extension.offers?.(target.params) : undefined;
  if (offer !== undefined) offers.set(offer.name, offer.terms);
}

function offersIn(ruleset: Ruleset): Offers {
  const offers: Offers = new Map();
  for (const table of ruleset.values())
    for (const chain of table.chains.values()) for (const { rule } of chain.entries) noteOffer(rule, offers);
  return offers;
}

/** find_check_entry: the matches in order, then the target. */
function checkRule(rule: Rule, where: Where): KernelRefusal | null {
  for (const use of rule.matches) {
    const extension = matchExtension(use);
    const refused = extension === null ? checkModule(use.name) : checkUse(extension, use.params, rule, where);
    if (refused !== null) return refused;
  }
  if (rule.target.kind !== 'extension') return null;
  const extension = targetExtension(rule.target);
  if (extension === null) return checkModule(rule.target.name);
  return checkUse(extension, rule.target.params, rule, where);
}

const checkModule = (name: string): KernelRefusal | null => (lacksModule(name) ? { errno: 'ENOENT' } : null);

type Where = Pick<CheckContext, 'table' | 'hooks' | 'offered'>;

function checkUse(extension: Extension, params: unknown, rule: Rule, where: Where): KernelRefusal | null {
  const illegal = extension.legality === undefined ? null : checkLegality(extension, extension.legality, rule, where);
  if (illegal !== null || extension.check === undefined) return illegal;
  return extension.check(params, { head: rule.head, rule, ...where });
}

/** xt_check_match and xt_check_target. */
function checkLegality(
  extension: Extension,
  legality: Legality,
  rule: Rule,
  { table, hooks }: Where,
): KernelRefusal | null {
  const refuse = (why: string): KernelRefusal => ({
    errno: 'EINVAL',
    log: `x_tables: ip_tables: ${legality.kernelName ?? extension.name} ${extension.kind}: ${why}`,
  });
  if (legality.tables !== undefined && !legality.tables.includes(table))
    return refuse(`only valid in ${legality.tables.join('/')} table, not ${table}`);
  const allowed = legality.hooks;
  if (allowed !== undefined && hooks.some((hook) => !allowed.includes(hook))) {
    const used = HOOKS.filter((hook) => hooks.includes(hook)).join('/');
    const word = extension.kind === 'match' ? 'valid' : 'usable';
    return refuse(
      `used from hooks ${used}, but only ${word} from ${HOOKS.filter((hook) => allowed.includes(hook)).join('/')}`,
    );
  }
  const { protocol } = rule.head;
  if (legality.protocols !== undefined && (protocol.inverted || !legality.protocols.includes(protocol.number)))
    return refuse(`only valid for protocol ${legality.protocols.join('/')}`);
  return null;
}
