import type { TargetContext, TargetVerdict } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { hex, savedOption } from '../format.ts';
import type { GivenOptions, Masked, OptionSpec } from '../options.ts';
import { help } from './connmark.help.ts';

type Mode = 'set' | 'save' | 'restore';

/** struct xt_connmark_tginfo2. `shift` counts bits, to the left if positive. */
interface Connmark {
  readonly mode: Mode;
  readonly mark: number;
  readonly ctMask: number;
  readonly nfMask: number;
  readonly shift: number;
}

const FULL = 0xffffffff;
const ACTIONS = ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark', 'save-mark', 'restore-mark'];
const SHIFTS = ['left-shift-mark', 'right-shift-mark'];

const kindOf = (name: string): 'markmask32' | 'uint32' | 'flag' => {
  if (name.startsWith('set')) return 'markmask32';
  return name === 'save-mark' || name === 'restore-mark' ? 'flag' : 'uint32';
};

const options: readonly OptionSpec[] = [
  ...ACTIONS.map((name): OptionSpec => ({
    name,
    kind: kindOf(name),
    excludes: ACTIONS.filter((other) => other !== name),
    placeholder: '0x1',
  })),
  ...SHIFTS.map((name): OptionSpec => ({ name, kind: 'uint32', max: 32, placeholder: '8' })),
  { name: 'ctmask', kind: 'uint32', excludes: ['mask'], placeholder: '0xff' },
  { name: 'nfmask', kind: 'uint32', excludes: ['mask'], placeholder: '0xff' },
  { name: 'mask', kind: 'uint32', excludes: ['ctmask', 'nfmask'], placeholder: '0xff' },
];

const masked = (value: unknown): Masked =>
  typeof value === 'object' ? (value as Masked) : { value: Number(value), mask: 0 };

/** connmark_tg_parse: each option writes its part of the structure, in the order of the command line. */
function buildConnmark(given: GivenOptions): Connmark {
  let params: Connmark = { mode: 'set', mark: 0, ctMask: FULL, nfMask: FULL, shift: 0 };
  for (const { name, value } of given.all) params = { ...params, ...partOf(name, value) };
  return params;
}

function partOf(name: string, given: unknown): Partial<Connmark> {
  const { value, mask } = masked(given);
  switch (name) {
    case 'set-xmark':
      return { mode: 'set', mark: value, ctMask: mask };
    case 'set-mark':
      return { mode: 'set', mark: value, ctMask: (value | mask) >>> 0 };
    case 'and-mark':
      return { mode: 'set', mark: 0, ctMask: ~value >>> 0 };
    case 'or-mark':
      return { mode: 'set', mark: value, ctMask: value };
    case 'xor-mark':
      return { mode: 'set', mark: value, ctMask: 0 };
    case 'save-mark':
      return { mode: 'save' };
    case 'restore-mark':
      return { mode: 'restore' };
    case 'ctmask':
      return { ctMask: value };
    case 'nfmask':
      return { nfMask: value };
    case 'mask':
      return { ctMask: value, nfMask: value };
    case 'left-shift-mark':
      return { shift: value };
    default:
      return { shift: -value };
  }
}

function formatSet({ mark, ctMask }: Connmark): string {
  if (mark === 0) return `and ${hex(~ctMask >>> 0)}`;
  if (mark === ctMask) return `or ${hex(mark)}`;
  if (ctMask === 0) return `xor ${hex(mark)}`;
  return ctMask === FULL ? `set ${hex(mark)}` : `xset ${hex(mark)}/${hex(ctMask)}`;
}

function formatCopy({ mode, ctMask, nfMask }: Connmark): string {
  if (ctMask === FULL && nfMask === FULL) return mode;
  if (ctMask === nfMask) return `${mode} mask ${hex(ctMask)}`;
  return mode === 'save'
    ? `save nfmask ${hex(nfMask)} ctmask ~${hex(ctMask)}`
    : `restore ctmask ${hex(ctMask)} nfmask ~${hex(nfMask)}`;
}

const shiftWords = ({ shift }: Connmark): readonly [string, number] | null =>
  shift === 0 ? null : [shift > 0 ? 'left-shift-mark' : 'right-shift-mark', Math.abs(shift)];

/** xt_connmark: connmark_tg_v2. */
export const connmarkTarget = defineTarget<Connmark>({
  kind: 'target',
  name: 'CONNMARK',
  size: 48,
  help,
  chip: 'mark',
  options,
  needs: ['conntrack', 'defrag'],
  finalCheck: (given) =>
    given.all.some(({ name }) => ACTIONS.includes(name))
      ? null
      : { message: 'CONNMARK target: No operation specified' },
  build: (given) => ok(buildConnmark(given)),
  save: (params) => {
    const shift = shiftWords(params);
    return [
      ...(params.mode === 'set'
        ? savedOption('set-xmark', `${hex(params.mark)}/${hex(params.ctMask)}`)
        : [
            `--${params.mode}-mark`,
            ...savedOption('nfmask', hex(params.nfMask)),
            ...savedOption('ctmask', hex(params.ctMask)),
          ]),
      ...(shift === null ? [] : savedOption(...shift)),
    ];
  },
  list: (params) =>
    ['CONNMARK', params.mode === 'set' ? formatSet(params) : formatCopy(params), ...(shiftWords(params) ?? [])].join(
      ' ',
    ),
  translate: (params) => {
    const expression = translateMark(params);
    if (expression === null) return null;
    const shift =
      params.shift === 0 ? expression : `( ${expression} ) ${params.shift > 0 ? '<<' : '>>'} ${Math.abs(params.shift)}`;
    return `${params.mode === 'restore' ? 'meta' : 'ct'} mark set ${shift}`;
  },
  brief: (params) => (params.mode === 'set' ? formatSet(params).replace(/^set /, '= ') : params.mode),
  apply: applyConnmark,
});

const shifted = (value: number, shift: number): number => (shift >= 0 ? value << shift : value >>> -shift) >>> 0;

function applyConnmark(
  { mode, mark, ctMask, nfMask, shift }: Connmark,
  { packet }: TargetContext<undefined>,
): TargetVerdict {
  if (packet.conntrack === null || packet.conntrack === 'untracked') return CONTINUE;
  const { entry } = packet.conntrack;
  switch (mode) {
    case 'set':
      entry.mark = shifted(((entry.mark & ~ctMask) ^ mark) >>> 0, shift);
      break;
    case 'save':
      entry.mark = ((entry.mark & ~ctMask) ^ shifted((packet.mark & nfMask) >>> 0, shift)) >>> 0;
      break;
    case 'restore':
      packet.mark = ((packet.mark & ~nfMask) ^ shifted((entry.mark & ctMask) >>> 0, shift)) >>> 0;
      break;
  }
  return CONTINUE;
}

/** The mark before it is shifted; null where the two masks differ. */
function translateMark({ mode, mark, ctMask, nfMask, shift }: Connmark): string | null {
  if (mode !== 'set') {
    const source = mode === 'save' ? 'mark' : 'ct mark';
    if (ctMask !== nfMask) return null;
    return nfMask === FULL ? source : `${source} and ${hex(nfMask)}`;
  }
  const keep = hex(~ctMask >>> 0);
  // A blank too many before a shift; that is iptables'.
  if (ctMask === FULL) return hex(mark) + (shift === 0 ? '' : ' ');
  if (mark === 0) return `ct mark and ${keep}`;
  if (mark === ctMask) return `ct mark or ${hex(mark)}`;
  return ctMask === 0 ? `ct mark xor ${hex(mark)}` : `ct mark xor ${hex(mark)} and ${keep}`;
}
