import { describe, expect, it } from 'vitest';
import type { Scenario, Step } from './document.ts';
import { explainMisses } from './explain.ts';
import { kernelFormat } from './kernel-format.ts';
import { runScenario } from './run.ts';
import { runView } from './run-view.ts';
import type { RunRecord } from './record.ts';

const shell = () => ({ exit: 0, stdout: '', stderr: '' });

const router = (timeline: readonly Step[], ruleset = RULES): Scenario => ({
  chainwalk: 1,
  host: {
    interfaces: [
      { name: 'eth0', addresses: ['203.0.113.1/24'] },
      { name: 'eth1', addresses: ['192.168.1.1/24'] },
    ],
    routes: ['default via 203.0.113.254 dev eth0'],
    sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
  },
  ruleset,
  timeline,
});

const RULES = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -i eth0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80
-A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i eth1 -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -i eth1 -o eth0 -j ACCEPT
COMMIT
`;

function run(scenario: Scenario): RunRecord {
  const result = runScenario(scenario, { shell, events: true });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const outward: Step = { packet: { in: 'eth1', src: '192.168.1.2', dst: '8.8.8.8', proto: 'tcp', dport: 443 } };
const badges = (record: RunRecord) =>
  runView(record).steps.map(({ outcome }) => outcome.map(({ kind, text }) => `${kind} ${text}`));

describe('runScenario', () => {
  it('carries a handshake through NAT by replies alone', () => {
    const record = run(router([outward, { reply: { to: 1 } }, { reply: { to: 2 } }]));
    expect(badges(record)).toEqual([['nat SNAT', 'sent → eth0'], ['sent → eth1'], ['sent → eth0']]);
    expect(kernelFormat(record).conntrack?.[0]).toMatch(
      /^tcp {6}6 431999 ESTABLISHED src=192.168.1.2 .*\[ASSURED\] mark=0 use=1$/,
    );
  });

  it('says where a packet ended and which rule or policy decided', () => {
    const from = (src: string, dst: string, dport: number, device: string): Step => ({
      packet: { in: device, src, dst, dport, proto: 'tcp' },
    });
    const record = run(
      router([
        from('198.51.100.7', '203.0.113.1', 22, 'eth0'),
        from('192.168.1.2', '192.168.1.1', 22, 'eth1'),
        from('198.51.100.7', '203.0.113.1', 8080, 'eth0'),
      ]),
    );
    expect(badges(record)).toEqual([
      ['dropped filter INPUT policy'],
      ['delivered sshd', 'sent → eth1'],
      ['nat DNAT', 'dropped filter FORWARD policy'],
    ]);
  });

  it('tells a reply to nothing, and skips what is disabled', () => {
    const blocked: Step = { packet: { in: 'eth0', src: '198.51.100.7', dst: '203.0.113.1', dport: 23, proto: 'tcp' } };
    const record = run(router([blocked, { reply: { to: 1 } }, { ...outward, disabled: true }]));
    expect(record.steps.map(({ problem, events }) => [problem, events.length > 0])).toEqual([
      [undefined, true],
      ['step 1 put nothing on the wire', false],
      [undefined, false],
    ]);
  });

  it('runs nothing when the ruleset does not load, and says why in iptables-restore’s words', () => {
    const record = run(router([outward], '*filter\n-A INPUT -p tcp --dport 70000 -j DROP\nCOMMIT\n'));
    expect(record.steps).toEqual([]);
    expect(kernelFormat(record)).toEqual({ restore: { exit: 2, stderr: record.restore.stderr } });
    expect(record.restore.stderr).toContain("invalid port/service `70000' specified");
  });

  it('names the route that the host refuses', () => {
    const scenario = router([]);
    const result = runScenario(
      { ...scenario, host: { ...scenario.host, routes: ['default via 10.9.9.9 dev eth0'] } },
      { shell, events: false },
    );
    expect(result).toMatchObject({ ok: false, error: [{ path: 'host.routes[0]' }] });
  });

  it('gives the same bytes for the same scenario', () => {
    const scenario = router([
      outward,
      { reply: { to: 1 } },
      { packet: { in: 'eth1', src: '192.168.1.3', dst: '192.168.1.1', icmpType: 'echo-request' } },
    ]);
    expect(kernelFormat(run(scenario))).toEqual(kernelFormat(run(scenario)));
  });

  it('explains any rule of a long stretch that it passed over', () => {
    const many = Array.from({ length: 200 }, (_, index) => `-A FORWARD -s 10.0.${index}.0/24 -j DROP`).join('\n');
    const scenario = router([outward], `*filter\n:FORWARD ACCEPT [0:0]\n${many}\nCOMMIT\n`);
    const events = run(scenario).steps[0]?.events ?? [];
    const event = events.findIndex(({ kind }) => kind === 'missed');
    expect(events[event]).toMatchObject({ kind: 'missed', from: 1, to: 200 });
    expect(explainMisses(scenario, { step: 0, event, from: 151, to: 151 }, shell)).toEqual([
      { option: '-s', wants: '10.0.150.0/24', has: '192.168.1.2' },
    ]);
  });

  it('shows what is in a set before and after a packet adds itself', () => {
    const blocked: Step = { packet: { in: 'eth0', src: '198.51.100.7', dst: '203.0.113.1', dport: 23, proto: 'tcp' } };
    const record = run({
      ...router(
        [blocked, { wait: 1 }],
        '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i eth0 -j SET --add-set seen src\nCOMMIT\n',
      ),
      ipsets: 'create seen hash:ip timeout 30\nadd seen 192.0.2.1 timeout 0\n',
    });
    const view = runView(record);
    expect(view.sets?.[0]).toMatchObject({ name: 'seen', type: 'hash:ip', count: 1 });
    expect(view.steps[0]?.sets?.[0]?.members.toSorted()).toEqual(['192.0.2.1 timeout 0', '198.51.100.7 timeout 29']);
    expect(view.steps[1]?.sets?.[0]?.members.toSorted()).toEqual(['192.0.2.1 timeout 0', '198.51.100.7 timeout 28']);
  });

  it('checks expectations against the walk', () => {
    const expecting = (expect: NonNullable<Step['expect']>): Step => ({ ...outward, expect });
    const record = run(
      router([
        expecting({
          outcome: 'forwarded',
          to: 'eth0',
          state: 'NEW',
          by: 'filter FORWARD 2',
          packet: { src: '203.0.113.1' },
        }),
        expecting({ outcome: 'dropped' }),
      ]),
    );
    expect(record.steps[0]?.expectations.map(({ pass }) => pass)).toEqual([true, true, true, true, true]);
    expect(record.steps[1]?.expectations).toEqual([{ text: 'outcome dropped', pass: false, was: 'forwarded' }]);
  });
});
