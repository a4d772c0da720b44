import { expect, test } from 'vitest';
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
