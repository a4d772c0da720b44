import { COMMAND_OPTIONS, iptablesWords, type Vocabulary } from '../editor/iptables-words.ts';

/** What stands around a command line: the shell's commands, the machine's names, the extensions. */
export interface ShellVocabulary extends Vocabulary {
  readonly commands: readonly string[];
  readonly sysctls: readonly string[];
  readonly addresses: readonly string[];
}

const IP_OBJECTS = ['addr', 'link', 'neigh', 'route', 'rule'];
const IP_VERBS: { readonly [object: string]: readonly string[] } = {
  addr: ['show', 'add', 'del', 'flush'],
  link: ['show', 'set'],
  neigh: ['show', 'add', 'del'],
  route: ['show', 'add', 'del', 'get', 'replace', 'flush'],
  rule: ['show', 'add', 'del', 'flush'],
};
const IP_WORDS: { readonly [object: string]: readonly string[] } = {
  addr: ['dev'],
  link: ['dev', 'up', 'down', 'mtu'],
  neigh: ['dev', 'lladdr'],
  route: [
    'default',
    'via',
    'dev',
    'table',
    'src',
    'metric',
    'from',
    'iif',
    'mark',
    'blackhole',
    'unreachable',
    'prohibit',
  ],
  rule: ['from', 'to', 'fwmark', 'iif', 'table', 'lookup', 'pref', 'not', 'all'],
};
const IPSET_COMMANDS = [
  'create',
  'add',
  'del',
  'test',
  'list',
  'save',
  'restore',
  'flush',
  'destroy',
  'rename',
  'swap',
];
const IPSET_TYPES = ['hash:ip', 'hash:net', 'hash:ip,port', 'hash:net,port', 'bitmap:ip', 'bitmap:port', 'list:set'];
const CONNTRACK = [
  '-L',
  '-D',
  '-F',
  '-C',
  '-E',
  '-G',
  '-p',
  '-s',
  '-d',
  '--src',
  '--dst',
  '--sport',
  '--dport',
  '--state',
  '--mark',
  '-o',
  'expect',
];
const FILES = [
  '/proc/net/nf_conntrack',
  '/proc/net/ip_tables_names',
  '/proc/sys/net/ipv4/ip_forward',
  '/var/log/kern.log',
  '/etc/sysconfig/iptables',
];

/** What can stand after these words of a command; the first word is the command. */
export function shellWords(
  before: readonly string[],
  line: readonly string[],
  vocabulary: ShellVocabulary,
): readonly string[] {
  const [command] = before;
  if (command === undefined) return vocabulary.commands;
  if (/^iptables(-legacy|-translate)?$/.test(command))
    return iptablesWords(before, line, vocabulary, COMMAND_OPTIONS).map(({ text }) => text);
  switch (command) {
    case 'iptables-save':
      return before.at(-1) === '-t' ? ['filter', 'nat', 'mangle', 'raw', 'security'] : ['-c', '-t'];
    case 'iptables-restore':
      return ['-c', '-n', '-t', '-v', '--test', '--noflush', '--counters'];
    case 'ip':
      return ipWords(before.slice(1), vocabulary);
    case 'ipset':
      return ipsetWords(before.slice(1), vocabulary);
    case 'conntrack':
      return CONNTRACK;
    case 'sysctl':
      return ['-a', '-w', ...vocabulary.sysctls];
    case 'service':
      return before.length === 1 ? ['iptables'] : ['save', 'restart', 'status', 'stop', 'start'];
    case 'help':
    case 'man':
      return vocabulary.commands;
    default:
      return FILES;
  }
}

function ipWords(words: readonly string[], { devices, addresses }: ShellVocabulary): readonly string[] {
  const [typed] = words.filter((word) => !word.startsWith('-'));
  if (typed === undefined) return IP_OBJECTS;
  const object = IP_OBJECTS.find((name) => name.startsWith(typed)) ?? typed;
  const last = words.at(-1);
  if (last === typed) return IP_VERBS[object] ?? [];
  if (last === 'dev' || last === 'iif') return devices;
  return [...(IP_WORDS[object] ?? []), ...(last === 'get' || last === 'from' ? addresses : [])];
}

function ipsetWords(words: readonly string[], { sets }: ShellVocabulary): readonly string[] {
  if (words.length === 0) return IPSET_COMMANDS;
  if (words[0] === 'create')
    return words.length === 2
      ? IPSET_TYPES
      : words.length > 2
        ? ['family', 'timeout', 'counters', 'comment', 'hashsize', 'maxelem']
        : [];
  return words.length === 1 ? sets : ['timeout', '-exist'];
}

/** Where the command under the cursor begins: behind the last `|`, `;` or `&&` that is not quoted. */
export function commandStart(line: string): number {
  let start = 0;
  let quote = '';
  for (const [index, letter] of [...line].entries()) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '|' || letter === ';' || letter === '&') start = index + 1;
  }
  return start;
}
