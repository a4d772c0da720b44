/** A rule in nft's language, as iptables-translate prints it. */
import { formatAddress, maskLength } from '../extensions/address.ts';
import type { TranslateContext } from '../extensions/extension.ts';
import { protocolName } from '../extensions/protocols.ts';
import { byteLength } from './bytes.ts';
import type { AddressCondition, DeviceCondition, MatchUse, Rule, RuleHead, TargetUse } from '../model/index.ts';
import { assertNever } from '../model/index.ts';
import { matchExtension, targetExtension } from './printer.ts';

export interface TranslatedRule {
  /** What follows `add rule ip TABLE CHAIN`. */
  readonly text: string;
  /** Name and definition of the sets that the rule fills, '' for none. */
  readonly sets: string;
}

/** Sets are numbered through as long as the program runs, also by rules that fail later. */
export class SetNames {
  #count = 0;
  next(prefix: string): string {
    return `${prefix}${this.#count++}`;
  }
}

const IFNAMSIZ = 16;

/** xlate_ifname: a trailing '+' becomes '*'; a trailing '*' is no wildcard here, so it is escaped. */
function translateDevice(key: string, { name, inverted }: DeviceCondition): string {
  const length = byteLength(name);
  if (length < 1 || length >= IFNAMSIZ) return '';
  // What matches always needs no word; what never matches is a name that no device can have.
  if (name === '+') return inverted ? `${key} "INVAL/D"` : '';
  const text = name.endsWith('*') ? `${name.slice(0, -1)}\\*` : name.endsWith('+') ? `${name.slice(0, -1)}*` : name;
  return `${key} ${inverted ? '!= ' : ''}"${text}"`;
}

function translateFragment(fragment: RuleHead['fragment']): string {
  switch (fragment) {
    case 'any':
      return '';
    case 'fragments':
      return 'ip frag-off & 0x1fff != 0';
    case 'not-fragments':
      return 'ip frag-off & 0x1fff 0';
    default:
      return assertNever(fragment);
  }
}

/** Left out where a match of the protocol's name says as much, whether or not that match says anything. */
function translateProtocol({ number, inverted }: RuleHead['protocol'], matches: readonly MatchUse[]): string {
  const name = number === 0 ? null : protocolName(number);
  if (number === 0 || matches.some((use) => use.name === name)) return '';
  return `ip protocol ${inverted ? '!= ' : ''}${name ?? number}`;
}

/** xlate_ipv4_addr. */
function translateAddress(key: string, { address, mask, inverted }: AddressCondition): string {
  if (!inverted && address === 0 && mask === 0) return '';
  const length = maskLength(mask);
  if (length === null) return `${key} & ${formatAddress(mask)} ${inverted ? '!=' : '=='} ${formatAddress(address)}`;
  return `${key} ${inverted ? '!= ' : ''}${formatAddress(address)}${length === 32 ? '' : `/${length}`}`;
}

function translateTarget(target: TargetUse, context: TranslateContext): string | null {
  switch (target.kind) {
    case 'none':
      return '';
    case 'verdict':
      return target.verdict === 'QUEUE' ? null : target.verdict.toLowerCase();
    case 'jump':
      return `jump ${target.chain}`;
    case 'goto':
      return `goto ${target.chain}`;
    case 'extension':
      return targetExtension(target)?.translate?.(target.params, context) ?? null;
    default:
      return assertNever(target);
  }
}

/** Null for a rule that cannot be translated. */
export function translateRule(rule: Rule, names: SetNames, warn: (line: string) => void): TranslatedRule | null {
  const { head, matches } = rule;
  const sets: string[] = [];
  let comment = '';
  const context: TranslateContext = {
    head,
    warn,
    addSet(prefix, definition) {
      const name = names.next(prefix);
      sets.push(`${name} ${definition}`);
      return name;
    },
    setComment(text) {
      comment = text;
    },
  };
  const conditions = [
    translateDevice('iifname', head.inDevice),
    translateDevice('oifname', head.outDevice),
    translateFragment(head.fragment),
    translateProtocol(head.protocol, matches),
    translateAddress('ip saddr', head.source),
    translateAddress('ip daddr', head.destination),
  ];
  const parts = conditions.map((condition) => (condition === '' ? '' : `${condition} `));
  for (const use of matches) {
    const text = matchExtension(use)?.translate?.(use.params, context) ?? null;
    if (text === null) return null;
    parts.push(text);
  }
  const target = translateTarget(rule.target, context);
  if (target === null) return null;
  parts.push('counter', target, comment === '' ? '' : ` comment ${comment}`);
  return { text: joinParts(parts), sets: sets.join(' ') };
}

/** xt_xlate_add: a blank between parts, unless one brings its own; at the end there is none. */
const joinParts = (parts: readonly string[]): string =>
  parts
    .reduce(
      (text, part) =>
        text + (text === '' || part === '' || text.endsWith(' ') || part.startsWith(' ') ? part : ` ${part}`),
      '',
    )
    .replace(/ $/, '');
