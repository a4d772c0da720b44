import type { TcpFields } from '../net/index.ts';
import {
  emitIcmp,
  emitIpv4,
  emitTcp,
  emitUdp,
  formatAddress,
  ipDestination,
  ipSource,
  ipTtl,
  parseAddress,
} from '../net/index.ts';
import type { Chain, MatchUse, RuleEntry, RuleHead, Ruleset, TableName, TargetUse, WalkEvent } from '../model/index.ts';
import { TABLE_HOOKS } from '../model/index.ts';
import type { Host, HostOptions } from './index.ts';
import { createHost } from './index.ts';

/** A host between the internet (eth0) and a network (eth1), for tests: rulesets by hand, walks as lines of text. */
export const CLIENT = '192.168.1.2';
export const SERVER = '198.51.100.7';
export const address = (text: string): number => parseAddress(text) ?? 0;

const BLANK: RuleHead = {
  source: { address: 0, mask: 0, inverted: false },
  destination: { address: 0, mask: 0, inverted: false },
  inDevice: { name: '', inverted: false },
  outDevice: { name: '', inverted: false },
  protocol: { number: 0, inverted: false },
  fragment: 'any',
};

export const from = (text: string): Partial<RuleHead> => ({
  source: { address: address(text), mask: 0xffffffff, inverted: false },
});

export function rule(
  head: Partial<RuleHead>,
  target: TargetUse | 'ACCEPT' | 'DROP' | 'RETURN' | 'QUEUE',
  matches: readonly MatchUse[] = [],
): RuleEntry {
  const use: TargetUse = typeof target === 'string' ? { kind: 'verdict', verdict: target } : target;
  return {
    rule: { head: { ...BLANK, ...head }, matches, target: use },
    packets: 0n,
    bytes: 0n,
    matchStates: null,
    targetState: undefined,
  };
}

export const jump = (chain: string): TargetUse => ({ kind: 'jump', chain });
export const goto = (chain: string): TargetUse => ({ kind: 'goto', chain });

/** TRACE: marks the packet. */
export const TRACE: TargetUse = {
  kind: 'extension',
  name: 'TRACE',
  params: null,
  behaviour: {
    name: 'TRACE',
    apply(_params, { packet }) {
      packet.traced = true;
      return { kind: 'continue' };
    },
  },
};

export type Tables = { readonly [T in TableName]?: { readonly [chain: string]: readonly RuleEntry[] } };

export function rulesetOf(tables: Tables, policies: { readonly [chain: string]: 'ACCEPT' | 'DROP' } = {}): Ruleset {
  const ruleset: Ruleset = new Map();
  for (const name of Object.keys(tables) as TableName[]) {
    const chains = new Map<string, Chain>();
    const given = tables[name] ?? {};
    for (const hook of TABLE_HOOKS[name]) {
      chains.set(hook, {
        name: hook,
        hook,
        policy: policies[hook] ?? 'ACCEPT',
        packets: 0n,
        bytes: 0n,
        entries: [...(given[hook] ?? [])],
      });
    }
    for (const chain of Object.keys(given)) {
      if (!chains.has(chain))
        chains.set(chain, {
          name: chain,
          hook: null,
          policy: null,
          packets: 0n,
          bytes: 0n,
          entries: [...(given[chain] ?? [])],
        });
    }
    ruleset.set(name, { name, chains });
  }
  return ruleset;
}

export function bench(options: Partial<HostOptions> = {}): Host {
  const made = createHost({
    interfaces: [
      { name: 'eth0', addresses: ['203.0.113.1/24'] },
      { name: 'eth1', addresses: ['192.168.1.1/24'] },
    ],
    routes: ['default via 203.0.113.254 dev eth0'],
    conntrack: 'auto',
    ...options,
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

interface IpChoice {
  readonly from?: string;
  readonly to?: string;
  readonly ttl?: number;
  readonly df?: boolean;
  readonly tos?: number;
}

const ip = (protocol: number, { from: source = CLIENT, to = SERVER, ttl = 64, df = false, tos = 0 }: IpChoice) => ({
  source: address(source),
  destination: address(to),
  protocol,
  ttl,
  dontFragment: df,
  tos,
  id: 4660,
});

export function udp(choice: IpChoice & { readonly port?: number; readonly size?: number } = {}): Uint8Array {
  const header = ip(17, choice);
  return emitIpv4(
    header,
    emitUdp({ sourcePort: 1000, destinationPort: choice.port ?? 53 }, new Uint8Array(choice.size ?? 1), header),
  );
}

export function tcp(fields: Partial<TcpFields>, choice: IpChoice = {}): Uint8Array {
  const header = ip(6, choice);
  return emitIpv4(
    header,
    emitTcp(
      { sourcePort: 1000, destinationPort: 80, sequence: 100, window: 8192, ...fields },
      new Uint8Array(),
      header,
    ),
  );
}

export const ping = (choice: IpChoice = {}): Uint8Array =>
  emitIpv4(ip(1, choice), emitIcmp({ type: 8, rest: 0x70001 }, new Uint8Array(8)));

/** One event as a line, packet first: '1 hook FORWARD eth1>eth0'. */
export function line(event: WalkEvent): string {
  const head = `${event.packet} ${event.kind}`;
  switch (event.kind) {
    case 'hook':
      return `${head} ${event.hook} ${event.inDevice}>${event.outDevice}`;
    case 'table':
      return `${head} ${event.table} ${event.chain}`;
    case 'missed':
      return `${head} ${event.chain} ${event.from}-${event.to}${event.reasons === undefined ? '' : ` (${event.reasons.map(({ option, wants, has }) => `${option} ${wants}≠${has}`).join(', ')})`}`;
    case 'matched':
      return `${head} ${event.chain} ${event.rule} ${event.target}`.trimEnd();
    case 'jumped':
      return `${head} ${event.goto ? 'goto' : 'to'} ${event.to}`;
    case 'returned':
      return `${head} ${event.chain}>${event.to} ${event.toRule}`;
    case 'policy':
      return `${head} ${event.chain} ${event.policy}`;
    case 'verdict':
      return `${head} ${event.verdict}`;
    case 'rewritten':
      return `${head} ${event.by} ${event.changes.map(({ field, before, after }) => `${field} ${before}>${after}`).join(', ')}`;
    case 'routed':
      return `${head} ${event.phase} ${event.outcome} ${event.device}`.trimEnd();
    case 'dropped':
      return `${head} ${event.reason}`;
    case 'unknown':
      return `${head} ${event.what}`;
    case 'originated':
      return `${head} ${event.by} ${datagram(event.bytes)}`;
    case 'sent':
      return `${head} ${event.device} ${datagram(event.bytes)}`;
    case 'looped':
      return `${head} ${event.device}`;
    case 'delivered':
      return `${head} ${event.to}`;
    case 'fragmented':
      return `${head} ${event.sizes.join(' ')}`;
    case 'reassembled':
      return `${head} ${event.fragments}`;
    case 'logged':
      return `${head} ${event.line.split(' ', 2).join(' ')}`;
    default:
      return head;
  }
}

const datagram = (bytes: Uint8Array): string =>
  `${formatAddress(ipSource(bytes))}>${formatAddress(ipDestination(bytes))} ttl ${ipTtl(bytes)}`;

export const walk = (host: Host): readonly string[] => host.takeEvents().map(line);
/** Without the events of empty hooks and tables. */
export const gist = (host: Host): readonly string[] =>
  walk(host).filter((each) => !/^\d+ (hook|table|policy|received|conntrack|skipped|nat) ?/.test(each));
export const traceLabels = (host: Host): readonly string[] =>
  host.log.filter(({ line: text }) => text.startsWith('TRACE')).map(({ line: text }) => text.split(' ')[1] ?? '');
