import { describe, expect, test } from 'vitest';

import { formatRuleset, restoreRuleset } from './index.ts';

const HINT = "Try `iptables-restore -h' or 'iptables-restore --help' for more information.\n";
const restore = (text: string, options = {}): ReturnType<typeof restoreRuleset> =>
  restoreRuleset(text, new Map(), options);

describe('what is refused', () => {
  test.each([
    ['foo\n', 1, 'iptables-restore: line 1 failed\n'],
    ['*filter\n-A INPUT\n', 1, 'iptables-restore: COMMIT expected at line 3\n'],
    ['*filter\n-A INPUT\nCOMMIT', 2, `Bad argument \`COMMIT'\nError occurred at line: 3\n${HINT}`],
    [
      '*nope\n',
      2,
      `iptables-restore v1.8.9 (legacy): iptables-restore: unable to initialize table 'nope'\nError occurred at line: 1\n${HINT}`,
    ],
    [
      '*filter\n:u DROP [0:0]\n',
      1,
      "iptables-restore v1.8.9 (legacy): Can't set policy `DROP' on `u' line 2: Bad built-in chain name\n",
    ],
    [
      '*filter\n:u - [0:0]\n:u - [0:0]\n',
      2,
      `iptables-restore v1.8.9 (legacy): error creating chain 'u':File exists\nError occurred at line: 3\n${HINT}`,
    ],
    ['*filter\n-A INPUT -j TTL --ttl-set 4\nCOMMIT\n', 1, 'iptables-restore: line 3 failed\n'],
    [
      '*filter\n-A INPUT -t nat\n',
      2,
      `iptables-restore v1.8.9 (legacy): The -t option cannot be used in iptables-restore.\n\nError occurred at line: 2\n${HINT}`,
    ],
    [
      '*filter\n[7:8 -A INPUT\n',
      2,
      `iptables-restore v1.8.9 (legacy): Bad line 2: need ]\nError occurred at line: 2\n${HINT}`,
    ],
  ])('%j', (text, exit, stderr) => {
    expect(restore(text)).toMatchObject({ exit, stderr });
  });

  test('tables before the error are in force, the one in error is as it was', () => {
    const { exit, ruleset, committed } = restore('*filter\n-A INPUT\nCOMMIT\n*nat\n-A PREROUTING\n-A NOPE\nCOMMIT\n');
    expect(exit).toBe(1);
    expect(committed).toEqual(['filter']);
    expect(formatRuleset(ruleset)).toBe(
      '*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\nCOMMIT\n' +
        '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT\nCOMMIT\n',
    );
  });
});

describe('what is read', () => {
  test('counters count with -c only', () => {
    const text = '*filter\n:INPUT DROP [5:6]\n[7:8] -A INPUT\nCOMMIT\n';
    expect(formatRuleset(restore(text, { counters: true }).ruleset, { counters: true })).toContain(
      ':INPUT DROP [5:6]\n',
    );
    expect(formatRuleset(restore(text).ruleset, { counters: true })).toContain('[0:0] -A INPUT\n');
  });

  test('without -n rules go and policies stay; with -n nothing goes', () => {
    const { ruleset } = restore('*filter\n:INPUT DROP [0:0]\n:u - [0:0]\n-A INPUT -j u\nCOMMIT\n');
    const flushed = restoreRuleset('*filter\nCOMMIT\n', ruleset);
    expect(formatRuleset(flushed.ruleset)).toBe(
      '*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n',
    );
    expect(restoreRuleset('*filter\nCOMMIT\n', ruleset, { noFlush: true }).committed).toEqual([]);
  });

  test('-T leaves other tables out, -t commits nothing', () => {
    const text = '*filter\n-A INPUT\nCOMMIT\n*mangle\n-A INPUT\nCOMMIT\n';
    expect(restore(text, { table: 'mangle' }).committed).toEqual(['mangle']);
    expect(restore(text, { test: true }).committed).toEqual([]);
  });

  test.each([
    ['"a b"', '"a b"'],
    ['"a\\"b\\\\c\\d"', '"a\\"b\\\\cd"'],
    ['a"b c"', '"ab c"'],
    ['""', '""'],
    ["'a", '"\\\'a"'],
  ])('a comment typed %s is saved %s', (typed, saved) => {
    expect(formatRuleset(restore(`*filter\n-A INPUT -m comment --comment ${typed}\nCOMMIT\n`).ruleset)).toContain(
      `--comment ${saved}\n`,
    );
  });

  test('an extension that the kernel has no module for is warned of and refused', () => {
    const { exit, stderr } = restore(
      '*filter\n-A INPUT -m ipvs --vmethod "a b" -m comment --comment x -j ACCEPT\nCOMMIT\n',
    );
    expect(exit).toBe(1);
    expect(stderr).toBe(
      'Warning: Extension ipvs revision 0 not supported, missing kernel module?\niptables-restore: line 3 failed\n',
    );
  });
});

describe('diagnostics', () => {
  test('all lines are read on, the first error is the answer', () => {
    const text = '*filter\n-A INPUT -p tcp --dport 99999 -j ACCEPT\n-A INPUT\n-A NOPE -j DROP\nCOMMIT\n';
    const { exit, diagnostics } = restore(text, { diagnose: true });
    expect(exit).toBe(2);
    expect(diagnostics.map(({ line, from, to, message }) => [line, text.slice(from, to), message])).toEqual([
      [2, '99999', "invalid port/service `99999' specified"],
      [4, '-A NOPE -j DROP', 'No chain/target/match by that name'],
    ]);
  });

  test('a refusal at COMMIT points at the rule', () => {
    const text = '*filter\n-A INPUT\n-A INPUT -j TTL --ttl-set 4\nCOMMIT\n';
    const { diagnostics, log } = restore(text);
    expect(diagnostics[0]).toMatchObject({ line: 3, message: 'Invalid argument' });
    expect(log).toEqual(['x_tables: ip_tables: TTL target: only valid in mangle table, not filter']);
  });

  test('also where rules before it were inserted and deleted', () => {
    const text =
      '*filter\n-A INPUT -p tcp\n-A INPUT -j TTL --ttl-set 4\n-I INPUT -s 1.1.1.1,2.2.2.2\n-D INPUT -p tcp\n-I INPUT 2 -p udp\nCOMMIT\n';
    expect(restore(text).diagnostics[0]).toMatchObject({ line: 3, message: 'Invalid argument' });
  });

  test('a line longer than the tool reads at once goes on as a line of its own', () => {
    const text = `*filter\n-A INPUT ${' '.repeat(10300)}-j ACCEPT\nCOMMIT\n`;
    expect(restore(text)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('no command specified\nError occurred at line: 3\n'),
    });
  });
});
