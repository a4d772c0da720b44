const COMMANDS = [
  'iptables',
  'iptables-save',
  'iptables-restore',
  'ip addr',
  'ip link',
  'ip route',
  'ip rule',
  'ipset',
  'conntrack -L',
  'sysctl',
  'ss',
  'dmesg',
  'cat',
  'tail',
  'grep',
  'echo',
  'service iptables save',
  'help',
  'clear',
];

export interface Completion {
  readonly text: string;
  /** All candidates when there is more than one and nothing more is certain. */
  readonly candidates: readonly string[];
}

/** Completes the last word of a line from what could stand there. */
export function complete(line: string, words: readonly string[]): Completion {
  const isFirst = !line.includes(' ');
  const start = isFirst ? '' : line.slice(0, line.lastIndexOf(' ') + 1);
  const typed = line.slice(start.length);
  const pool = isFirst ? COMMANDS : words;
  const fitting = [...new Set(pool)].filter((word) => word.startsWith(typed) && word !== typed).sort();
  if (typed === '' || fitting.length === 0) return { text: line, candidates: [] };
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined) return { text: `${start}${only} `, candidates: [] };
  const common = sharedStart(fitting);
  return common.length > typed.length ? { text: start + common, candidates: [] } : { text: line, candidates: fitting };
}

function sharedStart(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) {
    while (!word.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
