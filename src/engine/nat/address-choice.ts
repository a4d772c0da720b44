import type { NatRange, Tuple } from '../model/index.ts';
import { asWord, jhash, scaleTo } from '../net/index.ts';
import type { Manip } from './manip.ts';

/**
 * Puts an address of the range in place of the one that the manip changes (find_best_ips_proto). Of several, client and server decide:
 * the same client has the same address at the same server (`persistent`: at every server).
 */
export function chooseAddress(tuple: Tuple, range: NatRange, manip: Manip, zone: number): Tuple {
  const { addresses, persistent } = range;
  if (addresses === null) return tuple;
  const address =
    addresses.min === addresses.max
      ? addresses.min
      : pick(addresses, tuple, persistent ? 0 : asWord(tuple.destination) ^ zone);
  return manip === 'source' ? { ...tuple, source: address } : { ...tuple, destination: address };
}

function pick({ min, max }: NonNullable<NatRange['addresses']>, { source }: Tuple, seed: number): number {
  const hash = jhash([asWord(source), 0, 0, 0], seed);
  return (min + scaleTo(hash, max - min + 1)) >>> 0;
}
