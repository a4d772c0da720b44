import { describe, expect, test } from 'vitest';
import { runScenario, ruleForm, ruleText } from '../../engine/index.ts';
import type { Scenario, StepRecord } from '../../engine/index.ts';
import { runShell } from '../../shell/index.ts';
import { TOPICS } from './topics.ts';
import { RUNS } from './runs.ts';
import recorded from './recorded.json' with { type: 'json' };
import { GALLERY } from '../gallery/scenarios.ts';
import { COURSES, loadCourse } from '../index.ts';

interface Answer {
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const ANSWERS: Readonly<Record<string, readonly Answer[]>> = recorded;

function played(scenario: Scenario): readonly StepRecord[] {
  const record = runScenario(scenario, { shell: runShell, events: true });
  if (!record.ok) throw new Error(JSON.stringify(record.error));
  expect(record.value.restore.stderr).toBe('');
  return record.value.steps;
}

/** What the commands of a scenario answered, each beside its line. */
function answers(scenario: Scenario): readonly (readonly [string, Answer])[] {
  const steps = played(scenario);
  return scenario.timeline.flatMap((step, index) => {
    if (!('command' in step)) return [];
    const { exit = 0, stdout = '', stderr = '' } = steps[index]?.command ?? {};
    return [[step.command, { exit, stdout, stderr }] as const];
  });
}

describe('the curriculum, as the real tools answer', () => {
  test.each(RUNS)('$title', (scenario) => {
    const real = ANSWERS[scenario.title ?? ''] ?? [];
    const ours = answers(scenario);
    expect(real).toHaveLength(ours.length);
    expect(ours).toEqual(ours.map(([command], index) => [command, real[index]]));
  });
});

const machine = (timeline: Scenario['timeline'], more: Partial<Scenario> = {}): Scenario => ({
  chainwalk: 1,
  host: { interfaces: [{ name: 'eth0', addresses: ['192.168.1.1/24'] }], localStack: 'silent' },
  ...more,
  timeline,
});

describe('what a clock or a service has a part in', () => {
  const packet = { in: 'eth0', src: '192.168.1.146', dst: '192.168.1.1', proto: 'udp', sport: 1, dport: 1 } as const;
  test.each([
    ['--timestart 09:00:00 --timestop 18:00:00', '2026-01-05T12:00:00Z', '2026-01-05T18:00:01Z'],
    ['--weekdays 6,7', '2026-01-10T12:00:00Z', '2026-01-09T12:00:00Z'],
    ['! --monthdays 22,23', '2026-01-21T12:00:00Z', '2026-01-22T12:00:00Z'],
    ['--weekdays 6,7 ! --monthdays 22,23', '2026-01-24T12:00:00Z', '2026-08-22T12:00:00Z'],
    ['--timestart 09:00:00 --timestop 18:00:00 --weekdays 6,7', '2026-01-10T09:00:00Z', '2026-01-12T09:00:00Z'],
    ['--datestart 2017-12-24 --datestop 2017-12-27', '2017-12-25T12:00:00Z', '2017-12-27T00:00:01Z'],
  ])('-m time %s', (rule, inside, outside) => {
    const outcome = (start: string) =>
      played(
        machine(
          [
            { command: `iptables -A INPUT -m time ${rule} -j DROP` },
            { packet, expect: { outcome: 'dropped', by: 'filter INPUT 1' } },
          ],
          { start },
        ),
      )[1]?.expectations.every(({ pass }) => pass);
    expect([outcome(inside), outcome(outside)]).toEqual([true, false]);
  });

  test('service iptables save, iptables-save to a file, and iptables-restore from it', () => {
    const [, saved, file, , , , back] = answers(
      machine([
        { command: 'iptables -t filter -A INPUT -s 192.168.1.146 -j DROP' },
        { command: 'service iptables save' },
        { command: 'grep INPUT /etc/sysconfig/iptables | grep -v nat' },
        { command: 'iptables-save > /etc/sysconfig/iptables' },
        { command: 'iptables -t filter -F INPUT' },
        { command: 'iptables-restore < /etc/sysconfig/iptables' },
        { command: 'iptables -S INPUT' },
      ]),
    ).map(([, answer]) => answer);
    expect(saved?.stdout).toBe('iptables: Saving firewall rules to /etc/sysconfig/iptables: [  OK  ]\n');
    expect(file?.stdout).toContain('-A INPUT -s 192.168.1.146/32 -j DROP\n');
    expect(back?.stdout).toBe('-P INPUT ACCEPT\n-A INPUT -s 192.168.1.146/32 -j DROP\n');
  });

  test('a LOG line comes to /var/log/iptables.log by syslog', () => {
    const [, cat, tail] = answers(
      machine([
        {
          command:
            'iptables -I INPUT -p tcp --dport 22 -m state --state NEW -j LOG --log-prefix "want-in-from-port-22"',
        },
        { packet: { ...packet, proto: 'tcp', dport: 22, flags: 'SYN' } },
        { command: 'cat /var/log/iptables.log' },
        { command: 'tail -n 1 /var/log/iptables.log' },
      ]),
    ).map(([, answer]) => answer);
    expect(cat?.stdout).toMatch(
      /^\w{3} +\d+ [\d:]{8} fw kernel: want-in-from-port-22IN=eth0 OUT= MAC=.* DPT=22 .* SYN /,
    );
    expect(tail?.stdout).toBe(cat?.stdout);
  });

  test('cilium says by name what is not modelled', () => {
    const said = answers(
      machine([
        { command: 'cilium bpf nat list' },
        { command: 'cilium-dbg bpf ct list global' },
        { command: 'cilium' },
      ]),
    ).map(([, { exit, stderr }]) => [exit, stderr?.split(',')[0]]);
    expect(said).toEqual([
      [1, 'cilium bpf nat list: not modelled: the BPF map cilium_snat_v4_external'],
      [1, 'cilium bpf ct list: not modelled: the BPF map cilium_ct4_global'],
      [1, expect.stringContaining('not modelled') as string],
    ]);
  });
});

/** Rules of the saved form that the curriculum's commands leave: [table, chain, rule]. */
const SAVED = RUNS.flatMap((scenario) =>
  scenario.timeline.flatMap((step) => {
    const table = 'command' in step ? (/-t (\w+)/.exec(step.command)?.[1] ?? 'filter') : '';
    const listed = 'command' in step && /^iptables (-t \w+ )?-S/.test(step.command);
    const output = listed ? (ANSWERS[scenario.title ?? ''] ?? []).map(({ stdout }) => stdout ?? '') : [];
    return output.flatMap((text) =>
      [...text.matchAll(/^-A (\S+) (.*)$/gm)].map(([, chain = '', rule = '']) => [table, chain, rule.trim()] as const),
    );
  }),
);

test('the form takes each rule of the curriculum apart and puts it together the same', () => {
  expect(SAVED.length).toBeGreaterThan(100);
  for (const [table, chain, rule] of SAVED) {
    const read = ruleForm(table, chain, rule);
    if ('message' in read) throw new Error(`${rule}: ${read.message}`);
    expect(ruleText(read.form)).toEqual({ ok: true, value: rule });
  }
});

const lessons = (await Promise.all(COURSES.map(({ id }) => loadCourse(id)))).flat();
/** What a learner meets, as one text: the machine, the steps with what they must lead to, the commands. */
const SHOWN = new Map<string, string>([
  ...lessons.map((lesson) => [lesson.id, JSON.stringify(lesson)] as const),
  ...GALLERY.map((entry) => [entry.id, JSON.stringify(entry)] as const),
]);

describe('each topic of the curriculum is shown', () => {
  test.each(TOPICS)('$says', ({ shownBy, has }) => {
    for (const id of shownBy) expect(SHOWN.get(id), `in ${id}`).toMatch(has);
  });
});
