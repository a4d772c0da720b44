import type { HostDocument, Scenario, Step } from '../../engine/index.ts';

export const withHost = (scenario: Scenario, change: Partial<HostDocument>): Scenario => ({
  ...scenario,
  host: { ...scenario.host, ...change },
});

/** Where else an interface is named, each with how often. */
export interface InterfaceUses {
  readonly rules: number;
  readonly routes: number;
  readonly packets: number;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** -i and -o of a rule; `eth+` is a name of its own. */
const inRules = (name: string): RegExp =>
  new RegExp(String.raw`((?:^|\s)(?:-i|-o|--in-interface|--out-interface)\s+)"?${escaped(name)}"?(?=\s|$)`, 'gm');
/** Devices in the words of `ip route` and `ip rule`. */
const inRouting = (name: string): RegExp => new RegExp(String.raw`(\b(?:dev|iif|oif)\s+)${escaped(name)}(?=\s|$)`, 'g');

export function usesOf({ host, ruleset, timeline }: Scenario, name: string): InterfaceUses {
  const routing = [...(host.routes ?? []), ...(host.rules ?? [])];
  return {
    rules: ruleset?.match(inRules(name))?.length ?? 0,
    routes: routing.filter((line) => inRouting(name).test(line)).length,
    packets: timeline.filter((step) => 'packet' in step && step.packet.in === name).length,
  };
}

/** The scenario with an interface under another name: itself alone, or also wherever it is named. */
export function renameInterface(scenario: Scenario, from: string, to: string, everywhere: boolean): Scenario {
  const { host } = scenario;
  const interfaces = host.interfaces.map((one) => (one.name === from ? { ...one, name: to } : one));
  if (!everywhere) return withHost(scenario, { interfaces });
  const routing = (line: string): string => line.replace(inRouting(from), `$1${to}`);
  const { routes, rules, sysctl } = host;
  const settings = Object.entries(sysctl ?? {}).map(
    ([key, value]) => [key.replace(`.conf.${from}.`, `.conf.${to}.`), value] as const,
  );
  return {
    ...withHost(scenario, {
      interfaces,
      ...(routes && { routes: routes.map(routing) }),
      ...(rules && { rules: rules.map(routing) }),
      ...(sysctl && { sysctl: Object.fromEntries(settings) }),
    }),
    ...(scenario.ruleset !== undefined && { ruleset: scenario.ruleset.replace(inRules(from), `$1${to}`) }),
    timeline: scenario.timeline.map((step): Step => {
      if (!('packet' in step) || step.packet.in !== from) return step;
      return { ...step, packet: { ...step.packet, in: to } };
    }),
  };
}

/** One item of a list changed; null takes it out. */
export const changedAt = <T>(list: readonly T[], at: number, item: T | null): readonly T[] =>
  list.flatMap((old, index) => (index === at ? (item === null ? [] : [item]) : [old]));

/** An object without the keys that are empty: the default holds then. */
export function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T;
}
