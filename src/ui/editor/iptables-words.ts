import type { ExtensionView, OptionView } from '../../engine/index.ts';

/** What the words of an iptables line can refer to, besides the extensions. */
export interface Vocabulary {
  readonly catalogue: readonly ExtensionView[];
  readonly chains: readonly string[];
  readonly devices: readonly string[];
  readonly sets: readonly string[];
}

export interface Word {
  readonly text: string;
  readonly kind: 'option' | 'match' | 'target' | 'verdict' | 'chain' | 'value';
  /** The extension it belongs to: '--dport' to 'tcp'; of a match or target, itself. */
  readonly extension?: string;
  /** All spellings of an option without dashes, for its description. */
  readonly spellings?: readonly string[];
  readonly isModelled?: boolean;
}

export const TABLE_WORDS = ['filter', 'nat', 'mangle', 'raw', 'security'];
const VERDICTS = ['ACCEPT', 'DROP', 'RETURN', 'QUEUE'];
const PROTOCOLS = ['tcp', 'udp', 'icmp', 'all', 'sctp', 'dccp', 'udplite', 'esp', 'ah', 'gre'];
const COMMON = ['-s', '-d', '-p', '-i', '-o', '-m', '-j', '-g', '-f', '!'];

/** Options of iptables itself by what stands behind them. */
const TAKES: {
  readonly [option: string]: 'table' | 'chain' | 'match' | 'target' | 'goto' | 'protocol' | 'device' | 'free';
} = {
  '-t': 'table',
  '--table': 'table',
  '-m': 'match',
  '--match': 'match',
  '-j': 'target',
  '--jump': 'target',
  '-g': 'goto',
  '--goto': 'goto',
  '-p': 'protocol',
  '--protocol': 'protocol',
  '-i': 'device',
  '--in-interface': 'device',
  '-o': 'device',
  '--out-interface': 'device',
  '-A': 'chain',
  '--append': 'chain',
  '-C': 'chain',
  '--check': 'chain',
  '-D': 'chain',
  '--delete': 'chain',
  '-I': 'chain',
  '--insert': 'chain',
  '-R': 'chain',
  '--replace': 'chain',
  '-L': 'chain',
  '--list': 'chain',
  '-S': 'chain',
  '--list-rules': 'chain',
  '-F': 'chain',
  '--flush': 'chain',
  '-Z': 'chain',
  '--zero': 'chain',
  '-X': 'chain',
  '--delete-chain': 'chain',
  '-E': 'chain',
  '--rename-chain': 'chain',
  '-P': 'chain',
  '--policy': 'chain',
  '-N': 'free',
  '--new-chain': 'free',
  '-s': 'free',
  '--source': 'free',
  '-d': 'free',
  '--destination': 'free',
};

/** Options of the command line that a ruleset's lines do not have. */
export const COMMAND_OPTIONS: readonly string[] = [
  ...Object.keys(TAKES),
  '--source',
  '--src',
  '--destination',
  '--dst',
  '--fragments',
  '--set-counters',
  '--numeric',
  '--verbose',
  '--exact',
  '--line-numbers',
  '--wait',
  '--version',
  '--help',
  '-n',
  '-v',
  '-x',
  '-w',
  '-c',
  '-V',
  '-h',
];

/** -L and its like may go without a chain: another option can stand there too. */
const OPTIONAL_CHAIN = /^(-[LSFZX]|--(list|list-rules|flush|zero|delete-chain))$/;

const values = (texts: readonly string[]): readonly Word[] => texts.map((text) => ({ text, kind: 'value' }));
const chainWords = (texts: readonly string[]): readonly Word[] => texts.map((text) => ({ text, kind: 'chain' }));

/**
 * What can stand after `before`, in a rule whose words are `line` (extensions count wherever they stand). `own` are the options of
 * iptables itself that are offered.
 */
export function iptablesWords(
  before: readonly string[],
  line: readonly string[],
  vocabulary: Vocabulary,
  own: readonly string[] = COMMON,
): readonly Word[] {
  const last = before.at(-1) ?? '';
  if (before.at(-2) === '-P' || before.at(-2) === '--policy') return values(['ACCEPT', 'DROP']);
  const argument = argumentOf(last, vocabulary);
  if (argument !== null)
    return OPTIONAL_CHAIN.test(last) ? [...argument, ...own.map((text): Word => ({ text, kind: 'option' }))] : argument;
  const used = usedExtensions(line, vocabulary.catalogue);
  const option = optionNamed(last, used);
  if (option !== null && option.kind !== 'flag' && option.widget !== 'checkbox') {
    if (vocabulary.sets.length > 0 && isSetOption(last)) return values(vocabulary.sets);
    return values(option.choices ?? []);
  }
  if (isSetOption(before.at(-2) ?? '')) return values(['src', 'dst', 'src,dst', 'dst,src']);
  return [...used.flatMap(optionWords), ...own.map((text): Word => ({ text, kind: 'option' }))];
}

const isSetOption = (word: string): boolean => /^--(match|add|del|map)-set$/.test(word);

function argumentOf(option: string, { catalogue, chains, devices }: Vocabulary): readonly Word[] | null {
  switch (TAKES[option]) {
    case 'table':
      return values(TABLE_WORDS);
    case 'chain':
      return chainWords(chains);
    case 'match':
      return extensionWords(catalogue, 'match');
    case 'target':
      return [
        ...VERDICTS.map((text): Word => ({ text, kind: 'verdict', extension: text })),
        ...chainWords(chains),
        ...extensionWords(catalogue, 'target'),
      ];
    case 'goto':
      return chainWords(chains);
    case 'protocol':
      return values(PROTOCOLS);
    case 'device':
      return values(devices);
    case 'free':
      return [];
    default:
      return null;
  }
}

const extensionWords = (catalogue: readonly ExtensionView[], kind: 'match' | 'target'): readonly Word[] =>
  catalogue
    .filter((one) => one.kind === kind)
    .map(({ name, modelled }) => ({ text: name, kind, extension: name, isModelled: modelled }));

/** The options in their shortest spelling first: that is the one people type. */
const optionWords = ({ name: extension, options }: ExtensionView): readonly Word[] =>
  options.flatMap((option) => {
    const spellings = [option.name, ...(option.aliases ?? [])].filter((one) => one !== '');
    return spellings.map((spelling): Word => ({ text: `--${spelling}`, kind: 'option', extension, spellings }));
  });

/** The extensions that a line loads: by -m and -j, and the protocol's own by -p. */
export function usedExtensions(line: readonly string[], catalogue: readonly ExtensionView[]): readonly ExtensionView[] {
  return catalogue.filter(({ kind, name }) =>
    line.some((word, at) => {
      const before = line[at - 1] ?? '';
      if (word !== name) return false;
      if (kind === 'target') return before === '-j' || before === '--jump';
      return before === '-m' || before === '--match' || before === '-p' || before === '--protocol';
    }),
  );
}

function optionNamed(word: string, used: readonly ExtensionView[]): OptionView | null {
  if (!word.startsWith('--')) return null;
  const name = word.slice(2);
  const options = used.flatMap((extension) => extension.options);
  return options.find((option) => option.name === name || option.aliases?.includes(name) === true) ?? null;
}
