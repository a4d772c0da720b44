import {
  buildPacket,
  catalogue,
  checkRuleset,
  commandOn,
  dissect,
  explainMisses,
  problemText,
  ruleForm,
  ruleText,
  runScenario,
  runView,
  validateCourse,
  validateLesson,
  validateScenario,
} from '../engine/index.ts';
import type { PacketFields, RunView, Scenario } from '../engine/index.ts';
import { runShell } from '../shell/index.ts';
import type { EngineApi } from './protocol.ts';

/** A host that cannot be built shows like a ruleset that does not load: nothing was run, and why. */
const unbuilt = (message: string): RunView => ({
  restore: { exit: 1, stderr: message, diagnostics: [] },
  pipeline: [],
  rulesets: [],
  host: { hostname: '', interfaces: [], routes: [], policyRules: [], sysctl: [], sockets: [] },
  steps: [],
  start: 0,
});

function run(scenario: Scenario): RunView {
  const record = runScenario(scenario, { shell: runShell, events: true });
  return record.ok ? runView(record.value) : unbuilt(record.error.map(problemText).join('\n'));
}

/** The validator knows every field: a packet is checked as the only step of a scenario around it. */
function packetBytes(fields: PacketFields): ReturnType<EngineApi['packetBytes']> {
  const checked = validateScenario({
    chainwalk: 1,
    host: { interfaces: [] },
    timeline: [{ packet: { from: 'local', ...fields } }],
  });
  if (checked.ok) return { bytes: buildPacket(fields) };
  const [problem] = checked.error;
  return { field: problem?.path.replace(/^timeline\[0\]\.packet\.?/, '') ?? '', message: problem?.message ?? '' };
}

/** The engine behind the protocol. */
export const api: EngineApi = {
  validate(document) {
    const result = validateScenario(document);
    return result.ok ? { scenario: result.value } : { problems: result.error };
  },
  validateLesson(document) {
    const result = validateLesson(document);
    return result.ok ? { lesson: result.value } : { problems: result.error };
  },
  validateCourse(document) {
    const result = validateCourse(document);
    return result.ok ? { course: result.value } : { problems: result.error };
  },
  run,
  runBeside: run,
  check(scenario) {
    const record = runScenario(scenario, { shell: runShell, events: true });
    if (!record.ok || record.value.restore.exit !== 0) return null;
    return record.value.steps.map(({ expectations }) => expectations);
  },
  explain: (scenario, step, event, from, to) => explainMisses(scenario, { step, event, from, to }, runShell),
  checkRuleset: (text, scenario) => checkRuleset(text, scenario.ipsets),
  command: (scenario, line, after) => commandOn(scenario, line, after, runShell),
  ruleForm: (table, chain, text, scenario) => ruleForm(table, chain, text, scenario.ipsets),
  ruleText(form, scenario) {
    const result = ruleText(form, scenario.ipsets);
    return result.ok ? { text: result.value } : result.error;
  },
  catalogue: () => catalogue(),
  packetBytes,
  packetFields: dissect,
};
