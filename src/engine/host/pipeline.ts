import { HOOKS, TABLE_HOOKS, TABLES } from '../model/index.ts';
import type { Hook, Station, StationName, TableName } from '../model/index.ts';
import type { Fate, HookDevices } from './kernel.ts';
import type { Skb } from './skb.ts';

/** enum nf_ip_hook_priorities. */
const PRIORITIES = {
  defrag: -400,
  raw: -300,
  conntrack: -200,
  mangle: -150,
  filter: 0,
  security: 50,
  helper: 300,
  confirm: 0x7fffffff,
} as const;
const NAT_DESTINATION = -100;
const NAT_SOURCE = 100;

const HOOKS_OF: { readonly [S in Exclude<StationName, TableName>]: readonly Hook[] } = {
  defrag: ['PREROUTING', 'OUTPUT'],
  conntrack: ['PREROUTING', 'OUTPUT'],
  helper: ['INPUT', 'POSTROUTING'],
  confirm: ['INPUT', 'POSTROUTING'],
};

function priorityOf(name: StationName, hook: Hook): number {
  if (name === 'nat') return hook === 'PREROUTING' || hook === 'OUTPUT' ? NAT_DESTINATION : NAT_SOURCE;
  return PRIORITIES[name];
}

/** One registration: a station with what runs there. */
export interface Registration extends Station {
  readonly run: (skb: Skb, devices: HookDevices) => Fate;
}

/** Every station that can stand in the pipeline, sorted by hook and priority. */
export const ALL_STATIONS: readonly Station[] = HOOKS.flatMap((hook) =>
  [
    ...TABLES.filter((table) => TABLE_HOOKS[table].includes(hook)),
    ...(['defrag', 'conntrack', 'helper', 'confirm'] as const).filter((name) => HOOKS_OF[name].includes(hook)),
  ]
    .map((name): Station => ({ hook, priority: priorityOf(name, hook), name }))
    .toSorted((a, b) => a.priority - b.priority),
);

/** Registrations by hook, in order, of the stations in force. */
export function buildPipeline(
  inForce: (name: StationName) => boolean,
  runOf: (station: Station) => Registration['run'],
): ReadonlyMap<Hook, readonly Registration[]> {
  const stations = ALL_STATIONS.filter((station) => inForce(station.name));
  return new Map(
    HOOKS.map((hook) => [
      hook,
      stations.filter((station) => station.hook === hook).map((station) => ({ ...station, run: runOf(station) })),
    ]),
  );
}
