import { TCP_FLAGS, TCP_MIN_HEADER, ipTos, tcpFlags } from '../../net/index.ts';
import type { MatchContext, MatchResult } from '../../model/index.ts';
import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual, nftWords } from '../nft-words.ts';
import type { GivenOptions } from '../options.ts';
import { help } from './ecn.help.ts';

/** struct xt_ecn_info; null is no condition. */
interface Ecn {
  readonly ece: { readonly inverted: boolean } | null;
  readonly cwr: { readonly inverted: boolean } | null;
  readonly ect: { readonly value: number; readonly inverted: boolean } | null;
}

const flag = (given: GivenOptions, name: string): { readonly inverted: boolean } | null =>
  given.has(name) ? { inverted: given.inverted(name) } : null;

/** xt_ecn: ecn_mt4. */
export const ecn = defineMatch<Ecn>({
  kind: 'match',
  name: 'ecn',
  size: 40,
  help,
  options: [
    { name: 'ecn-tcp-cwr', kind: 'flag', invert: true },
    { name: 'ecn-tcp-ece', kind: 'flag', invert: true },
    { name: 'ecn-ip-ect', kind: 'uint8', max: 3, invert: true, placeholder: '3' },
  ],
  finalCheck: (given) => (given.all.length === 0 ? { message: 'ECN match: some option required' } : null),
  build: (given) => {
    const value = given.value<number>('ecn-ip-ect');
    return ok({
      ece: flag(given, 'ecn-tcp-ece'),
      cwr: flag(given, 'ecn-tcp-cwr'),
      ect: value === undefined ? null : { value, inverted: given.inverted('ecn-ip-ect') },
    });
  },
  check: ({ ece, cwr }, { head: { protocol } }) =>
    (ece !== null || cwr !== null) && (protocol.number !== 6 || protocol.inverted)
      ? { errno: 'EINVAL', log: 'xt_ecn: cannot match TCP bits for non-tcp packets' }
      : null,
  save: ({ ece, cwr, ect }) => [
    ...(ece === null ? [] : savedOption('ecn-tcp-ece', null, ece.inverted)),
    ...(cwr === null ? [] : savedOption('ecn-tcp-cwr', null, cwr.inverted)),
    ...(ect === null ? [] : savedOption('ecn-ip-ect', ect.value, ect.inverted)),
  ],
  list: (params) => `ECN match ${words(params)}`,
  translate: ({ ece, cwr, ect }) =>
    nftWords(
      ece === null ? '' : `tcp flags ${notEqual(ece.inverted)}ecn`,
      cwr === null ? '' : `tcp flags ${notEqual(cwr.inverted)}cwr`,
      ect === null ? '' : `ip ecn ${notEqual(ect.inverted)}${['not-ect', 'ect1', 'ect0', 'ce'][ect.value] ?? ''}`,
    ),
  brief: (params) => words(params),
  match: matchEcn,
});

const words = ({ ece, cwr, ect }: Ecn): string =>
  [
    ...(ece === null ? [] : [`${ece.inverted ? '!' : ''}ECE`]),
    ...(cwr === null ? [] : [`${cwr.inverted ? '!' : ''}CWR`]),
    ...(ect === null ? [] : [`${ect.inverted ? '!' : ''}ECT=${ect.value}`]),
  ].join(' ');

function matchEcn(
  { ece, cwr, ect }: Ecn,
  { packet: { bytes }, transportOffset: at, fragmentOffset }: MatchContext<undefined>,
): MatchResult {
  if (ect !== null) {
    const result = matchIf(
      (ipTos(bytes) & 3) === ect.value,
      ect.inverted,
      '--ecn-ip-ect',
      `${ect.inverted ? '! ' : ''}${ect.value}`,
      ipTos(bytes) & 3,
    );
    if (result.kind !== 'match') return result;
  }
  if (ece === null && cwr === null) return MATCH;
  if (bytes.length < at + TCP_MIN_HEADER || fragmentOffset !== 0) return miss('-m ecn', 'a TCP header', 'none');
  const flags = tcpFlags(bytes, at);
  const first =
    ece === null
      ? MATCH
      : matchIf(
          (flags & TCP_FLAGS.ECE) !== 0,
          ece.inverted,
          '--ecn-tcp-ece',
          ece.inverted ? '0' : '1',
          flags & TCP_FLAGS.ECE ? 1 : 0,
        );
  if (first.kind !== 'match' || cwr === null) return first;
  return matchIf(
    (flags & TCP_FLAGS.CWR) !== 0,
    cwr.inverted,
    '--ecn-tcp-cwr',
    cwr.inverted ? '0' : '1',
    flags & TCP_FLAGS.CWR ? 1 : 0,
  );
}
