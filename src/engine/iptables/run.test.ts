import { describe, expect, test } from 'vitest';

import type { Ruleset } from '../model/index.ts';
import { createRuleset, formatRuleset, runIptables, splitLine } from './index.ts';

const HINT = "Try `iptables -h' or 'iptables --help' for more information.\n";

/** Runs the lines one after another on a filter table; the answer is the last one's. */
function session(...lines: readonly string[]): {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly ruleset: Ruleset;
} {
  let ruleset = createRuleset(['filter']);
  let answer = { exit: 0, stdout: '', stderr: '' };
  for (const line of lines) {
    const result = runIptables(splitLine(line), ruleset);
    ({ ruleset } = result);
    answer = result;
  }
  return { ...answer, ruleset };
}

const rules = (ruleset: Ruleset): readonly string[] =>
  formatRuleset(ruleset)
    .split('\n')
    .filter((line) => line.startsWith('-A'));

describe('commands', () => {
  test('addresses multiply; -I puts each in front of the one before', () => {
    const { ruleset } = session(
      '-A INPUT -s 1.1.1.1,2.2.2.2 -d 3.3.3.3,4.4.4.0/24',
      '-I INPUT -s 5.5.5.5,6.6.6.6 -j DROP',
    );
    expect(rules(ruleset)).toEqual([
      '-A INPUT -s 6.6.6.6/32 -j DROP',
      '-A INPUT -s 5.5.5.5/32 -j DROP',
      '-A INPUT -s 1.1.1.1/32 -d 3.3.3.3/32',
      '-A INPUT -s 1.1.1.1/32 -d 4.4.4.0/24',
      '-A INPUT -s 2.2.2.2/32 -d 3.3.3.3/32',
      '-A INPUT -s 2.2.2.2/32 -d 4.4.4.0/24',
    ]);
  });

  test('nothing is deleted when one of several rules is missing', () => {
    const { exit, ruleset } = session('-A INPUT -s 1.1.1.1', '-D INPUT -s 1.1.1.1,2.2.2.2');
    expect(exit).toBe(1);
    expect(rules(ruleset)).toHaveLength(1);
  });

  test('rules are deleted by structure, whatever they were typed as', () => {
    expect(session('-A INPUT -m limit --limit 300/min', '-D INPUT -m limit --limit 5/s').exit).toBe(0);
  });

  test('user chains stand in strcmp order, a renamed one keeps its references', () => {
    const { ruleset } = session('-N b', '-N B', '-N 1', '-A INPUT -j b', '-E b a');
    expect([...(ruleset.get('filter')?.chains.keys() ?? [])]).toEqual(['INPUT', 'FORWARD', 'OUTPUT', '1', 'B', 'a']);
    expect(rules(ruleset)).toEqual(['-A INPUT -j a']);
  });

  test('a commit makes policy counters zero and keeps those of unchanged rules', () => {
    const before = session('-A INPUT -c 5 6 -j ACCEPT', '-P INPUT DROP -c 7 8').ruleset;
    expect(formatRuleset(before, { counters: true })).toContain(':INPUT DROP [7:8]');
    const { ruleset, committed } = runIptables(['-A', 'INPUT'], before);
    expect(committed).toBe('filter');
    expect(formatRuleset(ruleset, { counters: true })).toContain(
      ':INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n[5:6] -A INPUT -j ACCEPT\n[0:0] -A INPUT\n',
    );
    expect(formatRuleset(before, { counters: true })).toContain('[7:8]');
  });

  test('a table is opened by naming it, in front of the others', () => {
    const { ruleset, committed } = runIptables(splitLine('-t nat -nL'), createRuleset(['filter']));
    expect([...ruleset.keys()]).toEqual(['nat', 'filter']);
    expect(committed).toBeNull();
  });
});

describe('refusals', () => {
  test.each([
    ['-A NOPE', 1, 'iptables: No chain/target/match by that name.\n'],
    ['-D NOPE', 1, 'iptables: Bad rule (does a matching rule exist in that chain?).\n'],
    ['-C INPUT -j LOG', 1, 'iptables: No chain/target/match by that name.\n'],
    ['-R INPUT 1', 1, 'iptables: Index of replacement too big.\n'],
    ['-I INPUT 9', 1, 'iptables: Index of insertion too big.\n'],
    ['-P INPUT drop', 1, "iptables: Bad policy name. Run `dmesg' for more information.\n"],
    ['-X INPUT', 1, "iptables: Invalid argument. Run `dmesg' for more information.\n"],
    [
      '-t nope -L',
      3,
      "iptables v1.8.9 (legacy): can't initialize iptables table `nope': Table does not exist (do you need to insmod?)\nPerhaps iptables or your kernel needs to be upgraded.\n",
    ],
    ['-A INPUT extra', 2, `Bad argument \`extra'\n${HINT}`],
    ['-A INPUT -Z x', 2, `iptables v1.8.9 (legacy): Cannot use -Z with -A\n${HINT}`],
    [
      '-A INPUT -j NOPE',
      2,
      `iptables v1.8.9 (legacy): Couldn't load target \`NOPE':No such file or directory\n\n${HINT}`,
    ],
    ['-A INPUT --dport 80', 2, `iptables v1.8.9 (legacy): unknown option "--dport"\n${HINT}`],
    ['-A INPUT -pudp', 2, `iptables v1.8.9 (legacy): unknown protocol "-pudp" specified\n${HINT}`],
    [
      '-A INPUT -jACCEPT',
      2,
      `iptables v1.8.9 (legacy): Couldn't load target \`-jACCEPT':No such file or directory\n\n${HINT}`,
    ],
    ['-A INPUT -p udp --dport 3 --sou 3', 2, `iptables v1.8.9 (legacy): unknown option "--sou"\n${HINT}`],
    ['-A INPUT -o eth0', 2, `iptables v1.8.9 (legacy): Can't use -o with INPUT\n\n${HINT}`],
    ['-F INPUT -j ACCEPT', 2, `iptables v1.8.9 (legacy): Illegal option \`-j' with this command\n${HINT}`],
    [
      '-t nat -A PREROUTING -j DROP',
      2,
      `iptables v1.8.9 (legacy): \nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n\n${HINT}`,
    ],
  ])('%s', (line, exit, stderr) => {
    const answer = session(line);
    expect(answer.stderr).toBe(stderr);
    expect(answer.exit).toBe(exit);
  });

  test('the kernel names a rule that is used from a hook it may not be used from', () => {
    const { exit, log } = runIptables(
      splitLine('-A OUTPUT -m mac --mac-source 00:11:22:33:44:55'),
      createRuleset(['filter']),
    );
    expect(exit).toBe(1);
    expect(log).toEqual([
      'x_tables: ip_tables: mac match: used from hooks OUTPUT, but only valid from PREROUTING/INPUT/FORWARD',
    ]);
  });

  test('a loop is refused only where a hook reaches it', () => {
    const loop = ['-N a', '-N b', '-A a -j b', '-A b -j a'];
    expect(session(...loop).exit).toBe(0);
    expect(session(...loop, '-A INPUT -j a').stderr).toBe('iptables: Too many levels of symbolic links.\n');
    expect(session(...loop, '-A INPUT -j ACCEPT', '-A INPUT -j a').exit).toBe(0);
  });

  test('a name that is both a chain and an extension is the chain', () => {
    const { stderr, exit } = session('-N u', '-E u LOG', '-A INPUT -j LOG');
    expect(stderr).toBe('Warning: using chain LOG, not extension\n');
    expect(exit).toBe(0);
  });
});

describe('options', () => {
  test.each([
    ['-A INPUT --proto udp --dp 7', '-A INPUT -p udp -m udp --dport 7'],
    ['-AINPUT -mcomment --comment x', '-A INPUT -m comment --comment x'],
    ['-A INPUT -p tcp -m comment --dport 3 --comment x', '-A INPUT -p tcp -m comment --comment x -m tcp --dport 3'],
    ['-A INPUT -p udp --dport=7', '-A INPUT -p udp -m udp --dport 7'],
    ['-A INPUT -p tcp -m tcp --dport 4 -m tcp --dport 3', '-A INPUT -p tcp -m tcp --dport 4 -m tcp --dport 3'],
    ['-A INPUT -s 10.1.2.3/8 ! -d 1.2.3.4/255.0.255.0', '-A INPUT -s 10.0.0.0/8 ! -d 1.0.3.0/255.0.255.0'],
    ['-A FORWARD -i + ! -o eth+ ! -f', '-A FORWARD ! -o eth+ ! -f'],
  ])('%s', (line, saved) => {
    const { ruleset, stderr } = session(line);
    expect(stderr).toBe('');
    expect(rules(ruleset)).toEqual([saved]);
  });
});
