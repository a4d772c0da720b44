import type { ConntrackState, Packet, Result } from '../model/index.ts';
import { ok } from '../model/index.ts';
import { usage, type UsageError } from './options.ts';

/** Bits of a state or status list by name; the order is that of the listing. */
export type NamedBits = Readonly<Record<string, number>>;

/** XT_CONNTRACK_STATE_*, in the order iptables prints them. */
export const CONNTRACK_STATES = {
  INVALID: 1,
  NEW: 2,
  RELATED: 4,
  ESTABLISHED: 8,
  UNTRACKED: 16,
  SNAT: 32,
  DNAT: 64,
} as const;

/** State of a packet as ctstate sees it, without SNAT and DNAT. */
export function conntrackState({ conntrack }: Packet): ConntrackState {
  if (conntrack === null) return 'INVALID';
  if (conntrack === 'untracked') return 'UNTRACKED';
  switch (conntrack.relation) {
    case 'new':
      return 'NEW';
    case 'related':
      return 'RELATED';
    case 'established':
      return 'ESTABLISHED';
  }
}

/** A comma list of names, each of which may be cut short and in any case (strncasecmp); the first name of `order` wins. */
export function parseNames(
  text: string,
  bits: NamedBits,
  order: readonly string[],
  messages: { readonly bad: (rest: string, isLast: boolean) => string; readonly empty: string | null },
): Result<number, UsageError> {
  let mask = 0;
  let rest = text;
  for (;;) {
    const comma = rest.indexOf(',');
    const word = (comma < 0 ? rest : rest.slice(0, comma)).toUpperCase();
    if (rest === '' && messages.empty !== null) return usage(messages.empty);
    const name = word === '' ? undefined : order.find((candidate) => candidate.startsWith(word));
    if (name === undefined) return usage(messages.bad(rest, comma < 0));
    mask |= bits[name] ?? 0;
    if (comma < 0) return ok(mask);
    rest = rest.slice(comma + 1);
  }
}

export const formatNames = (mask: number, bits: NamedBits): string =>
  Object.entries(bits)
    .filter(([, bit]) => mask & bit)
    .map(([name]) => name)
    .join(',');

const SHORT: Readonly<Record<string, string>> = {
  RELATED: 'REL',
  ESTABLISHED: 'EST',
  INVALID: 'INV',
  UNTRACKED: 'UNTR',
};

/** 'REL,EST' */
export const briefStates = (mask: number): string =>
  formatNames(mask, CONNTRACK_STATES)
    .split(',')
    .map((name) => SHORT[name] ?? name)
    .join(',');
