import { expect, test } from 'vitest';
import { dissect } from '../../engine/scenario/dissect.ts';
import { runScenario } from '../../engine/scenario/run.ts';
import { fromHex } from '../../engine/net/index.ts';
import { homeRouter } from '../../lessons/gallery/home-router.ts';
import { planHost } from './host-plan.ts';
import { PRESETS, presetSteps } from './presets.ts';

const host = homeRouter.document.host;
const context = { plan: planHost(host), wire: null, freePort: 40001 };

test('the default route shows where outside is', () => {
  expect(context.plan).toMatchObject({
    outside: { device: 'eth0', address: '203.0.113.1' },
    inside: { device: 'eth1', client: '192.168.1.2' },
    gateway: '203.0.113.254',
  });
});

test('a host without a network behind it sends for itself', () => {
  const plan = planHost({ interfaces: [{ name: 'eth0', addresses: ['10.0.0.2/8'] }] });
  expect(plan.inside).toBeNull();
  expect(presetSteps('dns', { ...context, plan })?.[0]).toMatchObject({ packet: { from: 'local', src: '10.0.0.2' } });
});

test('every preset but the quotation stands on its own, and its replies answer its own steps', () => {
  for (const preset of PRESETS) {
    const steps = presetSteps(preset, context);
    if (preset === 'icmpError') {
      expect(steps).toBeNull();
      continue;
    }
    steps?.forEach((step, index) => {
      if ('reply' in step) expect(step.reply.to).toBeLessThanOrEqual(index);
    });
    expect(steps?.length).toBeGreaterThan(0);
  }
});

test('the fragments are one datagram: the first says the length of the whole', () => {
  const steps = presetSteps('fragments', context) ?? [];
  const hex = steps.map((step) => ('packet' in step && 'hex' in step.packet ? (step.packet.hex ?? '') : ''));
  const [first, second] = hex.map((text) => dissect(fromHex(text) ?? new Uint8Array()).fields);
  expect(first).toMatchObject({ src: '192.168.1.2', dst: '8.8.8.8', proto: 'udp', mf: true, dport: 9000 });
  expect(second).toMatchObject({ frag: 185 });
  expect(Number.parseInt(hex[0]?.slice(48, 52) ?? '', 16)).toBe(8 + 1496);
});

test('with the FTP helper both data connections are related to the control connection', () => {
  const ruleset =
    '*raw\n-A PREROUTING -p tcp --dport 21 -j CT --helper ftp\nCOMMIT\n*nat\n-A POSTROUTING -o eth0 -j MASQUERADE\nCOMMIT\n';
  for (const preset of ['ftpActive', 'ftpPassive'] as const) {
    const timeline = presetSteps(preset, context) ?? [];
    const record = runScenario(
      { chainwalk: 1, host, ruleset, timeline },
      { shell: () => ({ exit: 0, stdout: '', stderr: '' }), events: true },
    );
    if (!record.ok) throw new Error(record.error.map(({ message }) => message).join());
    const last = record.value.steps.at(-1)?.events ?? [];
    expect(last.some((event) => event.kind === 'conntrack' && event.state === 'RELATED')).toBe(true);
  }
});
