import type { RunView, Scenario } from '../../engine/index.ts';
import type { Engine } from '../../store/index.ts';

/** Exports of what happened, not only of what was set up: the writers are loaded when they are first asked for. */
const loadFormats = () => import('../../formats/index.ts');

export const capture = async (scenario: Scenario, view: RunView): Promise<Uint8Array<ArrayBuffer>> =>
  (await loadFormats()).runToPcapng(scenario, view);

/** The script that plays the scenario on a real kernel; the engine says what the tools show at its end. */
export async function lab(engine: Engine, scenario: Scenario): Promise<string> {
  const after = scenario.timeline.length === 0 ? null : scenario.timeline.length - 1;
  const [{ labScript }, view, save, connections] = await Promise.all([
    loadFormats(),
    // Of a recorded packet the script must expect what the engine says.
    engine.run(scenario),
    engine.command(scenario, 'iptables-save -c', after),
    engine.command(scenario, 'conntrack -L', after),
  ]);
  return labScript(scenario, view, { save: save.stdout, connections: connections.stdout });
}
