import { formatPacketLog } from '../../net/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption, savedString } from '../format.ts';
import { nftWords } from '../nft-words.ts';
import type { OptionSpec } from '../options.ts';
import { help } from './log.help.ts';

const FLAGS = [
  { name: 'log-tcp-sequence', key: 'tcpSequence', bit: 1, listed: 'tcp-sequence' },
  { name: 'log-tcp-options', key: 'tcpOptions', bit: 2, listed: 'tcp-options' },
  { name: 'log-ip-options', key: 'ipOptions', bit: 4, listed: 'ip-options' },
  { name: 'log-uid', key: 'uid', bit: 8, listed: 'uid' },
  { name: 'log-macdecode', key: 'macDecode', bit: 32, listed: 'macdecode' },
] as const;
type FlagKey = (typeof FLAGS)[number]['key'];

/** struct xt_log_info. */
interface Log {
  readonly prefix: string;
  readonly level: number;
  readonly flags: { readonly [K in FlagKey]: boolean };
}

const DEFAULT_LEVEL = 4;
const PREFIX_BYTES = 29;
const LEVEL_NAMES = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** What fits into the kernel's field; iptables cuts the rest off without a word. */
const cutPrefix = (text: string): string =>
  new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, PREFIX_BYTES));

const options: readonly OptionSpec[] = [
  {
    name: 'log-prefix',
    kind: 'string',
    min: 1,
    placeholder: 'dropped: ',
    verify: (text: string) => (text.includes('\n') ? { message: 'Newlines not allowed in --log-prefix' } : null),
  },
  { name: 'log-level', kind: 'syslogLevel', placeholder: '4' },
  ...FLAGS.map(({ name }): OptionSpec => ({ name, kind: 'flag' })),
];

/** xt_LOG: log_tg. */
export const log = defineTarget<Log>({
  kind: 'target',
  name: 'LOG',
  size: 64,
  help,
  chip: 'log',
  options,
  build: (given) =>
    ok({
      prefix: cutPrefix(given.value<string>('log-prefix') ?? ''),
      level: given.value<number>('log-level') ?? DEFAULT_LEVEL,
      flags: Object.fromEntries(FLAGS.map(({ name, key }) => [key, given.has(name)])) as Log['flags'],
    }),
  save: ({ prefix, level, flags }) => [
    ...(prefix === '' ? [] : savedOption('log-prefix', savedString(prefix))),
    ...(level === DEFAULT_LEVEL ? [] : savedOption('log-level', level)),
    ...FLAGS.filter(({ key }) => flags[key]).map(({ name }) => `--${name}`),
  ],
  list: ({ prefix, level, flags }, { numeric }) => {
    const set = FLAGS.filter(({ key }) => flags[key]);
    const head = numeric
      ? `LOG flags ${set.reduce((sum, { bit }) => sum + bit, 0)} level ${level}`
      : ['LOG level', LEVEL_NAMES[level], ...set.map(({ listed }) => listed)].join(' ');
    return prefix === '' ? head : `${head} prefix "${prefix}"`;
  },
  translate: ({ prefix, level, flags }) =>
    nftWords(
      'log',
      prefix === '' ? '' : `prefix "${prefix}"`,
      level === DEFAULT_LEVEL ? '' : `level ${LEVEL_NAMES[level] ?? ''}`,
      translateFlags(flags),
    ),
  brief: ({ prefix }) => (prefix === '' ? '' : `"${prefix.trim()}"`),
  apply: ({ prefix, level, flags }, { packet, inDevice, outDevice, host }) => {
    const loopback = host.interface(inDevice)?.loopback ?? false;
    host.log(level, prefix + formatPacketLog(packet, { inDevice, outDevice, loopback }, flags), packet);
    return CONTINUE;
  },
});

function translateFlags({ tcpSequence, tcpOptions, ipOptions, uid, macDecode }: Log['flags']): string {
  if (tcpSequence && tcpOptions && ipOptions && uid && macDecode) return 'flags all';
  const tcp = [...(tcpSequence ? ['sequence'] : []), ...(tcpOptions ? ['options'] : [])].join(',');
  return nftWords(
    tcp === '' ? '' : `flags tcp ${tcp}`,
    ipOptions ? 'flags ip options' : '',
    uid ? 'flags skuid' : '',
    macDecode ? 'flags ether' : '',
  );
}
