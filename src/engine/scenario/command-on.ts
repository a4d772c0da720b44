import { formatRuleset } from '../iptables/index.ts';
import type { Ruleset } from '../model/index.ts';
import { runIpset } from '../sets/index.ts';
import type { Scenario } from './document.ts';
import { bootMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { runScenario } from './run.ts';
import { mergeRulesetText } from './ruleset-text.ts';
import type { RunOptions } from './run.ts';
import { problemText } from './validate.ts';

/** What a console line printed, and what of the scenario document it would change. */
export interface CommandAnswer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The document's ruleset text after it, changed where the command changed the ruleset; null if it did not. */
  readonly ruleset: string | null;
  /** Parts of `host` after it, those that changed; null if none did. */
  readonly host: HostChange | null;
  /** `ipset save` text after it, if it changed the sets; else null. */
  readonly ipsets: string | null;
}

export interface HostChange {
  readonly routes?: readonly string[];
  readonly rules?: readonly string[];
  readonly sysctl?: Readonly<Record<string, number | string>>;
}

/** Counters go into the document only if it had some: else it would fill with zeros. */
const keepsCounters = (scenario: Scenario): boolean => /^\[\d+:\d+\] -A/m.test(scenario.ruleset ?? '');

function sysctlChange(
  machine: Machine,
  before: ReadonlyMap<string, string>,
  scenario: Scenario,
): HostChange['sysctl'] | undefined {
  const changed = [...machine.host.sysctls.changes()].filter(([key, value]) => before.get(key) !== value);
  return changed.length > 0 ? { ...scenario.host.sysctl, ...Object.fromEntries(changed) } : undefined;
}

/**
 * Runs a console line on the machine as it stands before the first step (`after` null) or after step `after` (0-based), and tells what of
 * the document it changed. The scenario itself is untouched: the page decides.
 */
export function commandOn(
  scenario: Scenario,
  line: string,
  after: number | null,
  shell: RunOptions['shell'],
): CommandAnswer {
  const record = runScenario(scenario, { shell, events: false, until: after === null ? 0 : after + 1 });
  const failed = (stderr: string): CommandAnswer => ({
    exit: 1,
    stdout: '',
    stderr: `${stderr}\n`,
    ruleset: null,
    host: null,
    ipsets: null,
  });
  if (!record.ok) return failed(record.error.map(problemText).join('\n'));
  if (record.value.restore.exit !== 0)
    return failed(`the ruleset does not load: ${record.value.restore.stderr.trimEnd()}`);
  const { machine } = record.value;
  const before = machine.host.ruleset;
  const loaded = after === null ? before : null;
  const routing = routingText(machine);
  const sysctls = machine.host.sysctls.changes();
  const sets = setsText(machine);
  const output = shell(line, machine);
  const changes: HostChange = {
    ...(routingText(machine) !== routing && routingChange(machine)),
    ...sysctlPart(sysctlChange(machine, sysctls, scenario)),
  };
  return {
    ...output,
    ruleset:
      machine.host.ruleset === before
        ? null
        : rulesetText(scenario, loaded ?? loadedRuleset(scenario, before), machine),
    host: Object.keys(changes).length > 0 ? changes : null,
    ipsets: setsText(machine) === sets ? null : setsText(machine),
  };
}

/** The document's text with what changed since it was loaded. */
function rulesetText(scenario: Scenario, loaded: Ruleset, { host }: Machine): string {
  const style = { counters: keepsCounters(scenario) };
  return mergeRulesetText(scenario.ruleset ?? '', formatRuleset(loaded, style), formatRuleset(host.ruleset, style));
}

/** The ruleset as the document loads, before any step of the timeline changed it. */
function loadedRuleset(scenario: Scenario, otherwise: Ruleset): Ruleset {
  const booted = bootMachine(scenario, false);
  return booted.ok && booted.value.restore.exit === 0 ? booted.value.restore.ruleset : otherwise;
}

const sysctlPart = (sysctl: HostChange['sysctl'] | undefined): HostChange => (sysctl ? { sysctl } : {});

const setsText = ({ sets }: Machine): string => runIpset(['save'], sets, { stdin: null }).stdout;

function routingText({ host }: Machine): string {
  const routes = host.routing.showRoutes('all');
  return `${routes.ok ? routes.value : ''}${host.routing.showRules()}`;
}

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Routes and rules as the document writes them: those that people added, in `ip route add` and `ip rule add` words. */
function routingChange({ host }: Machine): HostChange {
  const all = host.routing.showRoutes('all');
  const own = lines(all.ok ? all.value : '').filter(
    (line) => !/ proto kernel\b/.test(line) && !/\btable local\b/.test(line),
  );
  const rules = lines(host.routing.showRules()).filter((line) => !/^(0|32766|32767):/.test(line));
  return {
    routes: own,
    rules: rules.map((line) => line.replace(/^(\d+):\s*(.*?)\s*lookup (\S+)/, '$2 lookup $3 priority $1')),
  };
}
