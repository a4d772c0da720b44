import type { Packet, Result, SetMapping } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget, type CheckContext, type KernelRefusal } from '../extension.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type GivenOptions, type OptionSpec, type UsageError } from '../options.ts';
import { formatReference, queryOf, referenceOption, type SetReference } from '../set-reference.ts';
import { help } from './set.help.ts';

/** struct xt_set_info_target_v3. `timeout` null: the set's own. */
interface SetTarget {
  readonly add: SetReference | null;
  readonly exist: boolean;
  readonly timeout: number | null;
  readonly del: SetReference | null;
  readonly map: SetReference | null;
  readonly maps: { readonly mark: boolean; readonly priority: boolean; readonly queue: boolean };
}

const MAX_TIMEOUT = 4294967294;
const MAP_FLAGS = ['map-mark', 'map-prio', 'map-queue'] as const;
const MAP_HOOKS: ReadonlySet<string> = new Set(['FORWARD', 'OUTPUT', 'POSTROUTING']);

function readTimeout(text: string): Result<number, UsageError> {
  const seconds = parseUnsigned(text, MAX_TIMEOUT);
  return seconds === null ? usage(`Invalid value for option --timeout or out of range 0-${MAX_TIMEOUT}`) : ok(seconds);
}

const flag = (name: string): OptionSpec => ({ name, kind: 'flag', invert: true, unchecked: true });
const options: readonly OptionSpec[] = [
  referenceOption('add-set', true),
  referenceOption('del-set', true),
  referenceOption('map-set', true),
  flag('exist'),
  {
    name: 'timeout',
    kind: 'custom',
    read: readTimeout,
    invert: true,
    unchecked: true,
    widget: 'number',
    placeholder: '600',
  },
  ...MAP_FLAGS.map(flag),
];

function finalCheck(given: GivenOptions): UsageError | null {
  const [adds, deletes, maps] = ['add-set', 'del-set', 'map-set'].map((name) => given.has(name));
  if (adds !== true && deletes !== true && maps !== true)
    return { message: "You must specify either `--add-set' or `--del-set' or `--map-set'" };
  if (adds !== true && given.has('exist')) return { message: "Flag `--exist' can be used with `--add-set' only" };
  if (adds !== true && given.has('timeout')) return { message: "Option `--timeout' can be used with `--add-set' only" };
  const mapped = MAP_FLAGS.find((name) => given.has(name));
  if (maps !== true && mapped !== undefined)
    return { message: `Flag \`--${mapped}' can be used with \`--map-set' only` };
  return maps === true && mapped === undefined
    ? { message: "You must specify flags `--map-mark' or '--map-prio` or `--map-queue'" }
    : null;
}

/** set_target_v3_checkentry. */
function check({ map, maps }: SetTarget, { table, hooks }: CheckContext): KernelRefusal | null {
  if (map === null) return null;
  if (table !== 'mangle') return { errno: 'EINVAL', log: '--map-set only usable from mangle table' };
  const early = hooks.some((hook) => !MAP_HOOKS.has(hook));
  return (maps.priority || maps.queue) && early
    ? { errno: 'EINVAL', log: 'mapping of prio or/and queue is allowed only from OUTPUT/FORWARD/POSTROUTING chains' }
    : null;
}

function words({ add, exist, timeout, del, map, maps }: SetTarget, prefix: '--' | ''): readonly string[] {
  const reference = (name: string, set: SetReference | null): readonly string[] =>
    set === null ? [] : [`${prefix}${name}`, set.name, set.directions.join(',')];
  return [
    ...reference('add-set', add),
    ...(exist ? [`${prefix}exist`] : []),
    ...(timeout === null ? [] : [`${prefix}timeout`, String(timeout)]),
    ...reference('del-set', del),
    ...reference('map-set', map),
    ...(maps.mark ? [`${prefix}map-mark`] : []),
    ...(maps.priority ? [`${prefix}map-prio`] : []),
    ...(maps.queue ? [`${prefix}map-queue`] : []),
  ];
}

/** The queue stays unset: queues of a device are not modelled. */
function applyMapping(packet: Packet, mapping: SetMapping, { mark, priority }: SetTarget['maps']): void {
  if (mark) packet.mark = ((packet.mark & ~mapping.markMask) ^ mapping.mark) >>> 0;
  if (priority) packet.priority = mapping.priority;
}

/** xt_set: set_target_v3. */
export const setTarget = defineTarget<SetTarget>({
  kind: 'target',
  name: 'SET',
  size: 56,
  help,
  chip: 'other',
  options,
  finalCheck,
  check,
  build: (given) =>
    ok({
      add: given.value<SetReference>('add-set') ?? null,
      exist: given.has('exist'),
      timeout: given.value<number>('timeout') ?? null,
      del: given.value<SetReference>('del-set') ?? null,
      map: given.value<SetReference>('map-set') ?? null,
      maps: { mark: given.has('map-mark'), priority: given.has('map-prio'), queue: given.has('map-queue') },
    }),
  save: (params) => words(params, '--'),
  list: (params) => words(params, '').join(' '),
  setNames: ({ add, del, map }) => [add, del, map].flatMap((reference) => (reference === null ? [] : [reference.name])),
  brief: ({ add, del, map }) =>
    [
      add === null ? '' : `+ ${formatReference(add)}`,
      del === null ? '' : `- ${formatReference(del)}`,
      map === null ? '' : `↦ ${formatReference(map)}`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  apply: (params, context) => {
    const sets = context.host.sets?.() ?? null;
    if (sets === null) return { kind: 'unknown', what: 'the sets that SET changes' };
    const { add, exist, timeout, del, map, maps } = params;
    if (add !== null) sets.add(add.name, queryOf(add, context), { timeout, exist });
    if (del !== null) sets.delete(del.name, queryOf(del, context));
    const mapping = map === null ? null : sets.test(map.name, queryOf(map, context)).mapping;
    if (mapping !== null) applyMapping(context.packet, mapping, maps);
    return CONTINUE;
  },
});
