import { describe, expect, it } from 'vitest';
import recorded from './ipset.recorded.json' with { type: 'json' };
import { runIpset, Sets } from './index.ts';

interface Recorded {
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const MEMBER = /^(\d+[.\d]*|add |<member>)/;

/** Chance in the kernel: order and buckets of a hash, initval. */
function withoutChance(text: string): string {
  const lines = text
    .replaceAll(/initval( |>)0x[0-9a-f]+/g, 'initval$1X')
    .replaceAll(/(Size in memory: |<memsize>)\d+/g, '$1N')
    .split('\n');
  const sorted: string[] = [];
  let members: string[] = [];
  for (const line of lines) {
    if (MEMBER.test(line)) members.push(line);
    else {
      sorted.push(...members.toSorted(), line);
      members = [];
    }
  }
  return [...sorted, ...members.toSorted()].join('\n');
}

describe.each(Object.entries(recorded as Readonly<Record<string, readonly Recorded[]>>))(
  'ipset 7.17 on Linux 6.18: %s',
  (_, steps) => {
    let now = 1_000_000;
    const sets = new Sets({ now: () => now, rulesUsing: () => 0 });
    it.each(steps.map((step) => [step.args.join(' '), step] as const))('%s', (__, step) => {
      if (step.args[0] === 'SLEEP') {
        now += Number(step.args[1]) * 1000;
        return;
      }
      now += 4;
      const { exit = 0, stdout = '', stderr = '' } = step;
      const answer = runIpset(step.args, sets, { stdin: step.stdin ?? '' });
      expect({ ...answer, stdout: withoutChance(answer.stdout) }).toEqual({
        exit,
        stdout: withoutChance(stdout),
        stderr,
      });
    });
  },
);

describe('what the kernel leaves to chance', () => {
  const sets = new Sets({ now: () => 0, rulesUsing: (name) => (name === 'used' ? 1 : 0) });
  const run = (line: string) => runIpset(line.split(' '), sets, { stdin: null });

  it('initval stays as given, and is the same for the same name', () => {
    run('create a hash:ip initval 0x12345678');
    expect(run('save a').stdout).toBe(
      'create a hash:ip family inet hashsize 1024 maxelem 65536 bucketsize 12 initval 0x12345678\n',
    );
  });

  it('forceadd makes room by the oldest', () => {
    run('create f hash:ip maxelem 2 forceadd');
    for (const address of ['1.1.1.1', '1.1.1.2', '1.1.1.3']) expect(run(`add f ${address}`).exit).toBe(0);
    expect(run('save f').stdout.match(/^add.*$/gm)).toEqual(['add f 1.1.1.2', 'add f 1.1.1.3']);
  });

  it('keeps what a rule uses', () => {
    run('create used hash:ip');
    expect(run('destroy used').stderr).toBe(
      'ipset v7.17: Set cannot be destroyed: it is in use by a kernel component\n',
    );
    expect(run('rename used other').stderr).toBe(
      'ipset v7.17: Set cannot be renamed: it is in use by another system\n',
    );
    expect(run('list -t used').stdout).toContain('References: 1\n');
  });
});
