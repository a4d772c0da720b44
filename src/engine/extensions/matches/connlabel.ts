import type { Result } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type OptionContext, type UsageError } from '../options.ts';
import { help } from './connlabel.help.ts';

/** struct xt_connlabel_mtinfo. Labels have numbers only: no machine here has a file that names them. */
interface Connlabel {
  readonly label: number;
  readonly inverted: boolean;
  /** Set the label, then match. */
  readonly set: boolean;
}

const LABELS = 128;
const NO_NAMES = 'Warning: cannot open /etc/xtables/connlabel.conf: No such file or directory';

function readLabel(text: string, { warn }: OptionContext): Result<number, UsageError> {
  const label = parseUnsigned(text, 65535);
  if (label !== null) return ok(label);
  warn(NO_NAMES);
  return usage(`label '${text}' not found or invalid value`);
}

/** xt_connlabel: connlabel_mt. */
export const connlabel = defineMatch<Connlabel>({
  kind: 'match',
  name: 'connlabel',
  size: 40,
  help,
  options: [
    { name: 'label', kind: 'custom', mandatory: true, read: readLabel, invert: true, placeholder: '1' },
    { name: 'set', kind: 'flag' },
  ],
  needs: ['conntrack', 'defrag', 'labels'],
  build: (given) =>
    ok({ label: given.value<number>('label') ?? 0, inverted: given.inverted('label'), set: given.has('set') }),
  check: ({ label }) => (label >= LABELS ? { errno: 'ERANGE' } : null),
  save: ({ label, inverted, set }) => [...(inverted ? ['!'] : []), '--label', `"${label}"`, ...(set ? ['--set'] : [])],
  complaint: NO_NAMES,
  list: ({ label, inverted, set }) => `connlabel ${inverted ? '! ' : ''}${label}${set ? ' set' : ''}`,
  translate: ({ label, inverted, set }, { warn }) => {
    warn(NO_NAMES);
    return `${set ? `ct label set ${label} ` : ''}ct label ${inverted ? `and ${label} != ` : ''}${label}`;
  },
  brief: ({ label, inverted, set }) => `label:${inverted ? '!' : ''}${label}${set ? ' set' : ''}`,
  match: ({ label, inverted, set }, { packet: { conntrack } }) => {
    const wants = `${inverted ? '! ' : ''}${label}`;
    if (conntrack === null || conntrack === 'untracked')
      return inverted ? { kind: 'match' } : miss('--label', wants, 'no connection');
    const { labels } = conntrack.entry;
    if (set) labels?.add(label);
    const found = () => (labels === null ? 'room for none' : [...labels].join(',') || 'none');
    return matchIf(labels?.has(label) ?? false, inverted, '--label', wants, found);
  },
});
