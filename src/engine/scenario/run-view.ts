import { formatAddress, formatMac } from '../net/index.ts';
import type { Machine } from './machine.ts';
import { outcomes } from './outcome.ts';
import type { RunRecord, StepRecord } from './record.ts';
import type { HostView, RunView, StepView } from './views.ts';

function stepView(step: StepRecord): StepView {
  const { begins, ends, events, snapshot, command, problem, expectations } = step;
  return {
    begins,
    ends,
    rulesetBefore: snapshot?.rulesetBefore ?? 0,
    rulesetAfter: snapshot?.rulesetAfter ?? 0,
    events,
    outcome: outcomes(events),
    conntrack: snapshot?.conntrack ?? [],
    counters: snapshot?.counters ?? [],
    states: snapshot?.states ?? [],
    ...(snapshot && snapshot.sets.length > 0 && { sets: snapshot.sets }),
    ...(command && { command }),
    ...(problem !== undefined && { problem }),
    ...(expectations.length > 0 && { expectations }),
  };
}

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean);

function hostView({ host, hostname }: Machine, scenario: RunRecord['scenario']): HostView {
  const routes = host.routing.showRoutes('all');
  return {
    hostname,
    interfaces: host.routing.devices().map(({ name, addresses, mac, mtu }) => ({
      name,
      addresses: addresses.map(({ address, prefixLength }) => `${formatAddress(address)}/${prefixLength}`),
      mac: formatMac(mac),
      mtu,
    })),
    routes: routes.ok ? lines(routes.value) : [],
    policyRules: lines(host.routing.showRules()),
    sysctl: Object.entries(scenario.host.sysctl ?? {}).map(([key, value]) => ({
      key,
      value: String(value),
      isDefault: false,
    })),
    sockets: host.sockets.map(({ proto, address, port, process }) => ({
      proto,
      address: formatAddress(address),
      port,
      process,
    })),
  };
}

/** A watched run as plain data for the page. */
export function runView(record: RunRecord): RunView {
  return {
    restore: record.restore,
    pipeline: record.machine.host.stations(),
    rulesets: record.rulesets,
    host: hostView(record.machine, record.scenario),
    steps: record.steps.map(stepView),
    start: record.start,
    states: record.states,
    ...(record.sets.length > 0 && { sets: record.sets }),
  };
}
