import type { Conntrack, ConntrackEntry, Direction, Environment, NatRange } from '../model/index.ts';
import type { Manip } from './manip.ts';
import { equalTuples } from './tuples.ts';
import { chooseTuple } from './unique-tuple.ts';

/** Was this manip decided, be it as "nothing to change" (nf_nat_initialized)? */
export const isBound = ({ status }: ConntrackEntry, manip: Manip): boolean =>
  manip === 'source' ? status.sourceNatDone : status.destinationNatDone;

/** Does this manip change packets of this direction? Answers get the opener's other manip undone. */
export function isTranslated({ status }: ConntrackEntry, direction: Direction, manip: Manip): boolean {
  const isSource = (manip === 'source') === (direction === 'original');
  return isSource ? status.sourceNat : status.destinationNat;
}

/** Decides a manip of a connection that is not confirmed yet (nf_nat_setup_info). */
export function bindEntry(
  environment: Environment,
  conntrack: Conntrack,
  entry: ConntrackEntry,
  request: { readonly range: NatRange; readonly manip: Manip },
): 'accept' | 'drop' {
  const { range, manip } = request;
  if (entry.status.confirmed) return 'accept';
  if (isBound(entry, manip)) return 'drop';
  // What the opener's packets look like by now: answers tell, inverted.
  const current = conntrack.invert(entry.reply);
  if (current === null) return 'drop';
  const chosen = chooseTuple({ environment, conntrack, entry, range, manip }, current);
  const reply = conntrack.invert(chosen);
  if (reply !== null && !equalTuples(chosen, current)) {
    entry.reply = reply;
    if (manip === 'source') entry.status.sourceNat = true;
    else entry.status.destinationNat = true;
  }
  if (manip === 'source') entry.status.sourceNatDone = true;
  else entry.status.destinationNatDone = true;
  return 'accept';
}

/** A range of one address, and of one port if given. */
export const exactly = (address: number, port: number | null = null): NatRange => ({
  addresses: { min: address, max: address },
  ports: port === null ? null : { min: port, max: port, base: null },
  persistent: false,
  random: false,
  randomFully: false,
  netmap: false,
});

/** Binds a manip to what is there already; the port still changes if another connection has it (nf_nat_alloc_null_binding). */
export const nullRange = (entry: ConntrackEntry, manip: Manip): NatRange =>
  exactly(manip === 'source' ? entry.reply.destination : entry.reply.source);
