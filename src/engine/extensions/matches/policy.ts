import type { Result } from '../../model/index.ts';
import { MATCH, miss, ok } from '../../model/index.ts';
import { addressName, formatAddress, formatMask } from '../address.ts';
import { defineMatch, type CheckContext, type KernelRefusal, type ListStyle } from '../extension.ts';
import { hex } from '../format.ts';
import { parseProtocol, protocolName } from '../protocols.ts';
import {
  usage,
  type GivenOption,
  type GivenOptions,
  type OptionContext,
  type OptionSpec,
  type UsageError,
} from '../options.ts';
import { help } from './policy.help.ts';

interface Network {
  readonly address: number;
  readonly mask: number;
}

/** One transformation of an IPsec policy: each option with its value, in iptables' order when printed. */
type Element = ReadonlyMap<ElementOption, { readonly value: number | string | Network; readonly inverted: boolean }>;

/** struct xt_policy_info. */
interface Policy {
  readonly direction: 'in' | 'out';
  readonly policy: 'ipsec' | 'none';
  readonly strict: boolean;
  readonly elements: readonly Element[];
}

const ELEMENT_OPTIONS = ['reqid', 'spi', 'proto', 'mode', 'tunnel-dst', 'tunnel-src'] as const;
type ElementOption = (typeof ELEMENT_OPTIONS)[number];
const MAX_DEPTH = 4;
const IPSEC_PROTOCOLS = [50, 51, 108];

const oneOf =
  <T extends string>(names: readonly T[], message: (text: string) => string) =>
  (text: string): Result<T, UsageError> => {
    const found = names.find((name) => name === text);
    return found === undefined ? usage(message(text)) : ok(found);
  };

function readProtocol(text: string): Result<number, UsageError> {
  const protocol = parseProtocol(text);
  if (!protocol.ok) return protocol;
  return IPSEC_PROTOCOLS.includes(protocol.value) ? protocol : usage('policy match: protocol must be ah/esp/ipcomp');
}

/** Options since the last --next. */
const current = (given: GivenOptions): readonly GivenOption[] =>
  given.all.slice(given.all.findLastIndex(({ name }) => name === 'next') + 1);

const once =
  (name: string) =>
  (_: never, { given }: OptionContext): UsageError | null =>
    current(given).some((option) => option.name === name) ? { message: `policy match: double --${name} option` } : null;

const elementOption = (
  name: ElementOption,
  rest: Pick<OptionSpec, 'kind' | 'read' | 'widget' | 'choices' | 'placeholder'>,
): OptionSpec => ({
  name,
  invert: true,
  multi: true,
  verify: once(name),
  ...rest,
});

const options: readonly OptionSpec[] = [
  {
    name: 'dir',
    kind: 'custom',
    read: oneOf(['in', 'out'], (text) => `policy_match: invalid dir "${text}"`),
    widget: 'select',
    choices: ['in', 'out'],
  },
  {
    name: 'pol',
    kind: 'custom',
    read: oneOf(['ipsec', 'none'], (text) => `policy match: invalid policy "${text}"`),
    widget: 'select',
    choices: ['ipsec', 'none'],
  },
  { name: 'strict', kind: 'flag' },
  elementOption('reqid', { kind: 'uint32', placeholder: '1' }),
  elementOption('spi', { kind: 'uint32', placeholder: '0x1' }),
  elementOption('tunnel-src', { kind: 'hostmask', placeholder: '10.0.0.0/8' }),
  elementOption('tunnel-dst', { kind: 'hostmask', placeholder: '10.0.0.0/8' }),
  elementOption('proto', { kind: 'custom', read: readProtocol, placeholder: 'esp' }),
  elementOption('mode', {
    kind: 'custom',
    read: oneOf(['transport', 'tunnel'], (text) => `policy match: invalid mode "${text}"`),
    widget: 'select',
    choices: ['transport', 'tunnel'],
  }),
  {
    name: 'next',
    kind: 'flag',
    multi: true,
    also: ['strict'],
    verify: (_: true, { given }) =>
      given.all.filter(({ name }) => name === 'next').length >= MAX_DEPTH - 1
        ? { message: 'policy match: maximum policy depth reached' }
        : null,
  },
];

const isElementOption = (name: string): name is ElementOption => (ELEMENT_OPTIONS as readonly string[]).includes(name);

function elementsOf(given: GivenOptions): readonly Element[] {
  const elements: Map<ElementOption, { value: number | string | Network; inverted: boolean }>[] = [new Map()];
  for (const { name, value, inverted } of given.all) {
    if (name === 'next') elements.push(new Map());
    else if (isElementOption(name)) elements.at(-1)?.set(name, { value: value as number, inverted });
  }
  return elements;
}

/** policy_check. */
function checkOptions(given: GivenOptions): UsageError | null {
  if (!given.has('dir')) return { message: 'policy match: neither --dir in nor --dir out specified' };
  if (given.value<string>('pol') === 'none')
    return given.has('strict') ? { message: 'policy match: policy none but --strict given' } : null;
  const strict = given.has('strict');
  for (const [index, element] of elementsOf(given).entries()) {
    if (strict && element.size === 0)
      return {
        message: `policy match: empty policy element ${index}. --strict is in effect, but at least one of reqid, spi, tunnel-src, tunnel-dst, proto or mode is required.`,
      };
    const mode = element.get('mode');
    const tunnel = mode?.value === 'tunnel' && !mode.inverted;
    if ((element.has('tunnel-src') || element.has('tunnel-dst')) && !tunnel)
      return { message: 'policy match: --tunnel-src/--tunnel-dst is only valid in tunnel mode' };
  }
  return null;
}

function formatValue(name: ElementOption, value: number | string | Network, style: ListStyle | null): string {
  if (typeof value === 'object') {
    const host = style === null || style.numeric ? null : addressName(value.address);
    return `${host ?? formatAddress(value.address)}${formatMask(value.mask)}`;
  }
  if (name === 'spi') return hex(Number(value));
  return name === 'proto' && !style?.numeric ? (protocolName(Number(value)) ?? String(value)) : String(value);
}

function elementWords(element: Element, prefix: string, style: ListStyle | null): readonly string[] {
  return ELEMENT_OPTIONS.flatMap((name) => {
    const option = element.get(name);
    return option === undefined
      ? []
      : [...(option.inverted ? ['!'] : []), prefix + name, formatValue(name, option.value, style)];
  });
}

/** xt_policy: policy_mt. There is no IPsec here: every packet has the policy `none`. */
export const policy = defineMatch<Policy>({
  kind: 'match',
  name: 'policy',
  size: 344,
  help,
  options,
  finalCheck: checkOptions,
  build: (given) => {
    const isNone = given.value<string>('pol') === 'none';
    return ok({
      direction: given.value<'in' | 'out'>('dir') ?? 'in',
      policy: isNone ? 'none' : 'ipsec',
      strict: given.has('strict'),
      elements: isNone ? [] : elementsOf(given),
    });
  },
  check: checkDirection,
  save: ({ direction, policy: wanted, strict, elements }) => [
    '--dir',
    direction,
    '--pol',
    wanted,
    ...(strict ? ['--strict'] : []),
    ...elements.flatMap((element, index) => [...(index === 0 ? [] : ['--next']), ...elementWords(element, '--', null)]),
  ],
  list: ({ direction, policy: wanted, strict, elements }, style) =>
    [
      `policy match dir ${direction} pol ${wanted}`,
      ...(strict ? ['strict'] : []),
      ...elements.flatMap((element, index) => [
        ...(elements.length > 1 ? [`[${index}]`] : []),
        ...elementWords(element, '', style),
      ]),
    ].join(' '),
  translate: ({ direction, policy: wanted, strict, elements }) =>
    direction === 'out' || strict || elements.some((element) => element.size > 0)
      ? null
      : `meta secpath ${wanted === 'none' ? 'missing' : 'exists'}`,
  brief: ({ direction, policy: wanted }) => `${direction}:${wanted}`,
  match: ({ policy: wanted }) => (wanted === 'none' ? MATCH : miss('--pol', 'ipsec', 'none')),
});

function checkDirection({ direction }: Policy, { hooks }: CheckContext): KernelRefusal | null {
  if (direction === 'out' && hooks.some((hook) => hook === 'PREROUTING' || hook === 'INPUT'))
    return { errno: 'EINVAL', log: 'xt_policy: output policy not valid in PREROUTING and INPUT' };
  if (direction === 'in' && hooks.some((hook) => hook === 'POSTROUTING' || hook === 'OUTPUT'))
    return { errno: 'EINVAL', log: 'xt_policy: input policy not valid in POSTROUTING and OUTPUT' };
  return null;
}
