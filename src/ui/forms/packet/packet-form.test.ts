import { expect, test } from 'vitest';
import type { Step } from '../../../engine/index.ts';
import { emptyForm, formOfStep, stepOfForm } from './packet-form.ts';

const STEPS: readonly Step[] = [
  {
    packet: {
      in: 'eth0',
      src: '10.0.0.1',
      dst: '10.0.0.2',
      proto: 'tcp',
      sport: 1,
      dport: 2,
      flags: 'SYN,ACK',
      payload: 'a\r\nb',
    },
  },
  { packet: { from: 'local', hex: '4500', mark: 3 }, note: 'bytes' },
  {
    packet: {
      in: 'eth0',
      src: '10.0.0.1',
      dst: '10.0.0.2',
      proto: 'icmp',
      icmpType: 'time-exceeded',
      inner: { src: '1.2.3.4', dport: 5 },
    },
  },
  { reply: { to: 2, flags: 'SYN,ACK', df: false } },
];

test('a step survives the form', () => {
  for (const step of STEPS) {
    const form = formOfStep(step);
    expect(form && stepOfForm(form, {})).toEqual(step);
  }
});

test('what is mistyped is left for the validator', () => {
  const form = emptyForm({ kind: 'in', device: 'eth0' }, { proto: 'udp', dport: '99x', sport: '0x10' });
  expect(stepOfForm(form, {})).toEqual({ packet: { in: 'eth0', proto: 'udp', dport: '99x', sport: 16 } });
});

test('fields of another protocol are kept in the form but not sent', () => {
  const form = emptyForm({ kind: 'local' }, { proto: 'icmp', dport: '80', icmpId: '7' });
  expect(stepOfForm(form, {})).toEqual({ packet: { from: 'local', proto: 'icmp', icmpId: 7 } });
});

test('a wait has no packet form', () => {
  expect(formOfStep({ wait: 1 })).toBeNull();
});
