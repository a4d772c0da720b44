import { expect, test } from 'vitest';
import { dissect } from '../../../engine/scenario/dissect.ts';
import { runScenario } from '../../../engine/scenario/run.ts';
import { runView } from '../../../engine/scenario/run-view.ts';
import { validateScenario } from '../../../engine/scenario/validate.ts';
import { fromHex } from '../../../engine/net/index.ts';
import type { RunView, Scenario, Step, StepView } from '../../../engine/index.ts';
import { GALLERY } from '../../../lessons/gallery/scenarios.ts';
import { scenarioIn } from '../../../lessons/gallery/index.ts';
import { homeRouter } from '../../../lessons/gallery/home-router.ts';
import { webServer } from '../../../lessons/gallery/web-server.ts';
import { runShell } from '../../../shell/index.ts';
import { insertSteps } from '../steps.ts';
import { portsOf } from './attacks.ts';
import { planHost } from './host-plan.ts';
import { assemble, PRESET_NAMES, PRESETS, type Preset, type PresetName } from './index.ts';
import { presetContext } from './preset-context.ts';
import { initialChoices, type Chosen } from './preset.ts';

function run(scenario: Scenario): RunView {
  const checked = validateScenario(scenario);
  if (!checked.ok) throw new Error(checked.error.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  const record = runScenario(scenario, { shell: runShell, events: true });
  if (!record.ok) throw new Error(record.error.map(({ message }) => message).join('\n'));
  return runView(record.value);
}

interface Added {
  readonly steps: readonly Step[];
  readonly views: readonly StepView[];
}

async function added(name: PresetName, scenario: Scenario, more: Chosen = {}): Promise<Added> {
  const at = scenario.timeline.length;
  const context = presetContext(scenario, run(scenario));
  const preset: Preset = PRESETS[name];
  const chosen = { ...initialChoices(preset.choices(context)), ...more };
  const sockets = preset.sockets?.(context, chosen) ?? [];
  const host = { ...scenario.host, sockets: [...(scenario.host.sockets ?? []), ...sockets] };
  const withSteps = (steps: readonly Step[]): Scenario => ({
    ...scenario,
    host,
    timeline: insertSteps(scenario.timeline, at, steps),
  });
  const ask = async (steps: readonly Step[]) => run(withSteps(steps)).steps.slice(at);
  const steps = await assemble(preset.script(context, chosen), ({ note }) => note, ask);
  return { steps, views: run(withSteps(steps)).steps.slice(at) };
}

const empty = (scenario: Scenario): Scenario => ({ ...scenario, timeline: [] });
const router = empty(scenarioIn(homeRouter, 'en'));
const server = empty(scenarioIn(webServer, 'en'));
const notes = ({ steps }: Added) => steps.map(({ note }) => note);
const states = ({ views }: Added) =>
  views.map(({ events }) => events.find((event) => event.kind === 'conntrack')?.state ?? null);

test('the default route shows where outside is, sockets and DNAT which services there are', () => {
  expect(planHost(router.host, router.ruleset)).toMatchObject({
    outside: { device: 'eth0', address: '203.0.113.1' },
    inside: { device: 'eth1', client: '192.168.1.2' },
    gateway: '203.0.113.254',
    stranger: '198.51.100.7',
    services: [22, 443, 8080],
  });
  expect(planHost(server.host)).toMatchObject({ inside: null, stranger: '203.0.113.77' });
});

test.each(GALLERY.map((entry, number) => [entry.id, scenarioIn(entry, 'en'), number] as const))(
  'every preset walks on %s without an error',
  async (_id, scenario, number) => {
    for (const name of PRESET_NAMES) {
      const context = presetContext(scenario, null);
      const choices = PRESETS[name].choices(context);
      const variants = choices.flatMap((choice): readonly Chosen[] =>
        choice.kind === 'select'
          ? choice.options
              .filter((option) => choice.name !== 'error' || option === 'all')
              .map((option) => ({ [choice.name]: option, packets: '5', attempts: '2' }))
          : [],
      );
      // A different choice on each scenario, so that every one has its turn.
      for (const chosen of [variants[number % variants.length] ?? {}]) {
        const { steps, views } = await added(name, empty(scenario), chosen);
        expect(steps.length).toBeGreaterThan(0);
        expect(views.length).toBe(steps.length);
        expect(views.flatMap(({ problem, command }) => [problem, command?.stderr].filter(Boolean))).toEqual([]);
      }
    }
  },
  60_000,
);

test('a connection through the router is opened, used and closed', async () => {
  const made = await added('http', router);
  expect(notes(made)).toEqual([
    'syn',
    'synAck',
    'established',
    'httpRequest',
    'httpResponse',
    'acknowledged',
    'finServerFirst',
    'finClientToo',
    'lastAck',
  ]);
  expect(states(made)).not.toContain('INVALID');
  expect(made.views.at(-1)?.conntrack.at(-1)?.state).toBe('TIME_WAIT');
});

test('a connection to the host itself is answered by its own stack, and closed', async () => {
  const made = await added('http', server);
  expect(notes(made).slice(0, 3)).toEqual(['syn', 'established', 'httpRequest']);
  expect(states(made)).not.toContain('INVALID');
  expect(made.views.at(-1)?.conntrack.at(-1)?.state).toBe('TIME_WAIT');
});

test('a SYN that is dropped is sent again, and nothing answers it', async () => {
  const closed = {
    ...server,
    ruleset: '*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n',
  };
  expect(notes(await added('http', closed))).toEqual(['syn', 'noAnswer', 'synAgain', 'noAnswer', 'synAgain']);
});

test('with the helper both FTP data connections are related to the control connection', async () => {
  for (const name of ['ftpActive', 'ftpPassive'] as const) {
    const made = await added(name, router);
    const data = made.steps.findIndex(({ note }) => note === 'ftpActiveData' || note === 'ftpPassiveData');
    expect(states(made)[data]).toBe('RELATED');
    expect(notes(made)).toContain('ftpData');
    expect(notes(made).at(-1)).toBe('lastAck');
    expect(states(made)).not.toContain('INVALID');
  }
});

test('every attempt of a brute force has a port of its own', async () => {
  const { steps } = await added('ssh', server, { attempts: '4' });
  const ports = steps.flatMap((step) => ('packet' in step ? [step.packet.sport] : []));
  expect(ports).toHaveLength(4);
  expect(new Set(ports).size).toBe(4);
});

test('a flood has as many packets as were chosen', async () => {
  expect((await added('synFlood', server, { packets: '40', sources: 'manySources' })).steps).toHaveLength(40);
});

test('the fragments are one datagram: the first says the length of the whole', async () => {
  const { steps, views } = await added('fragments', router);
  const hex = steps.map((step) => ('packet' in step ? (step.packet.hex ?? '') : ''));
  const fields = hex.map((text) => dissect(fromHex(text) ?? new Uint8Array()).fields);
  expect(fields[0]).toMatchObject({ src: '192.168.1.2', dst: '8.8.8.8', proto: 'udp', mf: true, dport: 9000 });
  expect(fields.map(({ frag }) => frag ?? 0)).toEqual([0, 185, 370]);
  expect(fields[2]).toMatchObject({ mf: false });
  expect(Number.parseInt(hex[0]?.slice(48, 52) ?? '', 16)).toBe(8 + 4140);
  expect(views.at(-1)?.events.some(({ kind }) => kind === 'reassembled')).toBe(true);
});

test('reassembly that lacks a piece is given up, and the sender is told', async () => {
  const { views } = await added('fragments', server, { fragments: 'missing' });
  expect(views.at(-1)?.events.some((event) => event.kind === 'originated' && event.by === 'fragment-timeout')).toBe(
    true,
  );
});

test('traceroute is answered by the host, by routers, and by the end', async () => {
  for (const probe of ['udpProbe', 'icmpProbe']) {
    const made = await added('traceroute', router, { probe });
    expect(notes(made).at(-1)).toBe(probe === 'udpProbe' ? 'probePort' : 'probeArrived');
    expect(states(made)).not.toContain('INVALID');
    expect(states(made)).toContain('RELATED');
  }
});

test('an ICMP error belongs to the connection that it quotes, or to none', async () => {
  expect(states(await added('icmpError', router)).at(-1)).toBe('RELATED');
  expect(states(await added('icmpError', router, { about: 'aboutNothing' })).at(-1)).toBe('INVALID');
});

test('ports are numbers and ranges', () => {
  expect(portsOf('22, 80-82,x,99999,5-1')).toEqual([22, 80, 81, 82]);
});
