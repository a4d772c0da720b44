import { expect, it } from 'vitest';
import type { Scenario } from './document.ts';
import { runScenario } from './run.ts';

const scenario = (transparent: boolean): Scenario => ({
  chainwalk: 1,
  host: {
    interfaces: [{ name: 'eth1', addresses: ['192.168.1.1/24'] }],
    routes: ['local 0.0.0.0/0 dev lo table 100'],
    rules: ['from all fwmark 1 table 100'],
    sockets: [{ proto: 'tcp', port: 3129, process: 'squid', transparent }],
  },
  ruleset: `*mangle
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 443 -j TPROXY --on-port 3129 --tproxy-mark 0x1/0x1
COMMIT
`,
  timeline: [
    {
      packet: { in: 'eth1', src: '192.168.1.20', dst: '198.51.100.80', proto: 'tcp', sport: 40002, dport: 443 },
      expect: { outcome: 'delivered', to: 'squid', packet: { dst: '198.51.100.80', dport: 443 } },
    },
  ],
});

const shell = () => ({ exit: 0, stdout: '', stderr: '' });

it.each([true, false])('TPROXY hands a packet to a transparent socket only: %s', (transparent) => {
  const record = runScenario(scenario(transparent), { shell, events: true });
  const [step] = record.ok ? record.value.steps : [];
  expect(step?.expectations.every(({ pass }) => pass)).toBe(transparent);
  // The answer comes from the address that was asked.
  expect(step?.sent.map(({ dev }) => dev)).toEqual(transparent ? ['eth1'] : []);
});
