/** What `-vv` adds: the table's entries as they lie in the kernel (dump_entries of libiptc). */
import { formatAddress } from '../extensions/address.ts';
import type {
  AddressCondition,
  Chain,
  DeviceCondition,
  Hook,
  MatchUse,
  Rule,
  RuleEntry,
  RuleHead,
  Table,
  TargetUse,
} from '../model/index.ts';
import { HOOKS, assertNever } from '../model/index.ts';
import { byteLength } from './bytes.ts';
import { ANY_HEAD } from './head.ts';
import { matchExtension, targetExtension } from './printer.ts';

/** struct ipt_entry, and the target that holds a verdict or an error's name. */
const ENTRY_SIZE = 112;
const VERDICT_SIZE = 40;
const ERROR_SIZE = 64;
const IFNAMSIZ = 16;

interface Counts {
  readonly packets: bigint;
  readonly bytes: bigint;
}

/** An entry before its place is known. */
interface Entry extends Counts {
  readonly size: number;
  readonly rule: Rule | null;
  /** First line of the target and what follows it; a jump is known by its chain's name until all have their place. */
  readonly target: string;
  readonly verdict:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'chain'; readonly name: string }
    | { readonly kind: 'next' };
}

const ZERO: Counts = { packets: 0n, bytes: 0n };

/** Bytes of a use in the kernel; null where its extension is not modelled. */
const matchSize = (use: MatchUse): number | null => matchExtension(use)?.size ?? null;
const targetSize = (target: TargetUse): number | null =>
  target.kind === 'extension' ? (targetExtension(target)?.size ?? null) : VERDICT_SIZE;

/** The name of the first extension whose size is not known, for saying so. */
export function unknownSize(table: Table): string | null {
  for (const chain of table.chains.values()) {
    for (const { rule } of chain.entries) {
      const match = rule.matches.find((use) => matchSize(use) === null);
      if (match !== undefined) return match.name;
      if (rule.target.kind === 'extension' && targetSize(rule.target) === null) return rule.target.name;
    }
  }
  return null;
}

const VERDICTS = { ACCEPT: 'NF_ACCEPT', DROP: 'NF_DROP', QUEUE: 'NF_QUEUE', RETURN: 'RETURN' } as const;

function verdictOf(target: TargetUse): Entry['verdict'] {
  switch (target.kind) {
    case 'none':
      return { kind: 'next' };
    case 'verdict':
      return { kind: 'text', text: `verdict=${VERDICTS[target.verdict]}\n` };
    case 'jump':
    case 'goto':
      return { kind: 'chain', name: target.chain };
    case 'extension':
      return { kind: 'text', text: '' };
    default:
      return assertNever(target);
  }
}

function ruleEntry({ rule, packets, bytes }: RuleEntry): Entry {
  const ownSize = targetSize(rule.target) ?? 0;
  const extension = targetExtension(rule.target);
  const name = extension === null ? '' : (extension.legality?.kernelName ?? extension.name);
  const size = rule.matches.reduce((sum, use) => sum + (matchSize(use) ?? 0), ENTRY_SIZE + ownSize);
  return { size, rule, packets, bytes, target: `${name}' [${ownSize}]`, verdict: verdictOf(rule.target) };
}

const errorEntry = (name: string): Entry => ({
  ...ZERO,
  size: ENTRY_SIZE + ERROR_SIZE,
  rule: null,
  target: `ERROR' [${ERROR_SIZE}]`,
  verdict: { kind: 'text', text: `error=\`${name}'\n` },
});

/** The entry at the end of a chain: its policy, or the way back. */
const lastEntry = ({ policy, packets, bytes }: Chain): Entry => ({
  size: ENTRY_SIZE + VERDICT_SIZE,
  rule: null,
  packets,
  bytes,
  target: `' [${VERDICT_SIZE}]`,
  verdict: { kind: 'text', text: `verdict=${policy === null ? 'RETURN' : VERDICTS[policy]}\n` },
});

interface Layout {
  readonly entries: readonly (Entry & { readonly offset: number })[];
  readonly size: number;
  /** Offsets of each chain's first rule and last entry. */
  readonly chains: ReadonlyMap<string, { readonly first: number; readonly last: number }>;
}

function layOut(table: Table): Layout {
  const entries: (Entry & { readonly offset: number })[] = [];
  const chains = new Map<string, { readonly first: number; readonly last: number }>();
  let size = 0;
  const add = (entry: Entry): void => {
    entries.push({ ...entry, offset: size });
    size += entry.size;
  };
  for (const chain of table.chains.values()) {
    if (chain.policy === null) add(errorEntry(chain.name));
    const first = size;
    for (const entry of chain.entries) add(ruleEntry(entry));
    chains.set(chain.name, { first, last: size });
    add(lastEntry(chain));
  }
  add(errorEntry('ERROR'));
  return { entries, size, chains };
}

const address = ({ address: value, mask }: AddressCondition): string =>
  `${formatAddress(value)}/${formatAddress(mask)}`;

/** The name, and an X for each byte of its mask. */
function device({ name }: DeviceCondition): string {
  const length = byteLength(name);
  const masked = name.endsWith('+') ? length - 1 : name === '' ? 0 : length + 1;
  return `\`${name}'/${'X'.repeat(masked).padEnd(IFNAMSIZ, '.')}`;
}

const INVERTED: readonly (readonly [bit: number, is: (head: RuleHead) => boolean])[] = [
  [0x01, (head) => head.inDevice.inverted],
  [0x02, (head) => head.outDevice.inverted],
  [0x08, (head) => head.source.inverted],
  [0x10, (head) => head.destination.inverted],
  [0x20, (head) => head.fragment === 'not-fragments'],
  [0x40, (head) => head.protocol.inverted],
];

const hexByte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

function dumpEntry(entry: Entry & { readonly offset: number }, index: number, chains: Layout['chains']): string {
  const head = entry.rule?.head ?? ANY_HEAD;
  const flags = (head.fragment === 'any' ? 0 : 1) | (entry.rule?.target.kind === 'goto' ? 2 : 0);
  const matches = (entry.rule?.matches ?? []).map(
    (use) => `Match name: \`${matchExtension(use)?.legality?.kernelName ?? use.name}'\n`,
  );
  return (
    `Entry ${index} (${entry.offset}):\nSRC IP: ${address(head.source)}\nDST IP: ${address(head.destination)}\n` +
    `Interface: ${device(head.inDevice)}to ${device(head.outDevice)}\nProtocol: ${head.protocol.number}\nFlags: ${hexByte(flags)}\n` +
    `Invflags: ${hexByte(INVERTED.reduce((sum, [bit, is]) => sum | (is(head) ? bit : 0), 0))}\n` +
    `Counters: ${entry.packets} packets, ${entry.bytes} bytes\nCache: 00000000\n${matches.join('')}Target name: \`${entry.target}\n` +
    `${verdictText(entry, chains)}\n`
  );
}

function verdictText({ verdict, offset, size }: Entry & { readonly offset: number }, chains: Layout['chains']): string {
  if (verdict.kind === 'text') return verdict.text;
  return `verdict=${verdict.kind === 'next' ? offset + size : (chains.get(verdict.name)?.first ?? 0)}\n`;
}

/** Ends in the blank line after the last entry. */
export function dumpTable(table: Table): string {
  const { entries, size, chains } = layOut(table);
  const offsets = (which: 'first' | 'last'): string =>
    HOOKS.map((hook: Hook) => (chains.get(hook)?.[which] ?? 0xffffffff).toString(16)).join('/');
  return (
    `libiptc vlibxtables.so.12. ${size} bytes.\nTable \`${table.name}'\nHooks: pre/in/fwd/out/post = ${offsets('first')}\n` +
    `Underflows: pre/in/fwd/out/post = ${offsets('last')}\n${entries.map((entry, index) => dumpEntry(entry, index, chains)).join('')}`
  );
}
