import { expect, test } from 'vitest';
import { runShell } from '../../shell/index.ts';
import { commandOn } from './command-on.ts';

const FILTER = `# The office, since 2019

*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:MINE - [0:0]
# who may come in
-A INPUT -p tcp --dport 22 -j ACCEPT

-A INPUT -p tcp --dport 80 -j ACCEPT
# the rest is logged
-A INPUT -j LOG
-A MINE -j RETURN
COMMIT
# end
`;

const after = (ruleset: string, line: string): string =>
  commandOn({ chainwalk: 1, host: { interfaces: [] }, ruleset, timeline: [] }, line, null, runShell).ruleset ?? '';

test('a rule more, and all else stays as it was written', () => {
  expect(after(FILTER, 'iptables -I INPUT 2 -p icmp -j ACCEPT')).toBe(
    FILTER.replace('\n\n-A INPUT -p tcp --dport 80', '\n\n-A INPUT -p icmp -j ACCEPT\n-A INPUT -p tcp --dport 80'),
  );
  expect(after(FILTER, 'iptables -A INPUT -j DROP')).toBe(
    FILTER.replace('-A INPUT -j LOG\n', '-A INPUT -j LOG\n-A INPUT -j DROP\n'),
  );
  expect(after(FILTER, 'iptables -A OUTPUT -j DROP')).toBe(FILTER.replace('COMMIT', '-A OUTPUT -j DROP\nCOMMIT'));
});

test('a rule less or another in its place', () => {
  expect(after(FILTER, 'iptables -D INPUT 2')).toBe(FILTER.replace('-A INPUT -p tcp --dport 80 -j ACCEPT\n', ''));
  expect(after(FILTER, 'iptables -R INPUT 3 -j DROP')).toBe(FILTER.replace('-A INPUT -j LOG', '-A INPUT -j DROP'));
});

test('chains and policies', () => {
  expect(after(FILTER, 'iptables -P FORWARD DROP')).toBe(FILTER.replace(':FORWARD ACCEPT', ':FORWARD DROP'));
  expect(after(FILTER, 'iptables -N WEB')).toBe(FILTER.replace(':MINE - [0:0]\n', ':MINE - [0:0]\n:WEB - [0:0]\n'));
  expect(after(FILTER, 'iptables -F MINE && iptables -X MINE')).toBe(
    FILTER.replace(':MINE - [0:0]\n', '').replace('-A MINE -j RETURN\n', ''),
  );
});

test('another table comes in when there is something in it, and only that one', () => {
  const text = after(FILTER, 'iptables -t nat -A POSTROUTING -j MASQUERADE');
  expect(text.startsWith(FILTER)).toBe(true);
  expect(text.match(/^\*\w+/gm)).toEqual(['*filter', '*nat']);
  expect(after('', 'iptables -A INPUT -j DROP').match(/^\*\w+/gm)).toEqual(['*filter']);
  expect(after(FILTER, 'iptables -t security -A INPUT -j ACCEPT').match(/^\*\w+/gm)).toEqual(['*filter', '*security']);
});

test('what is written again loads as what is in force', () => {
  const lines = ['iptables -I INPUT 3 -s 10.0.0.0/8 -j MINE', 'iptables -D INPUT 1', 'iptables -E MINE YOURS'];
  for (const line of lines) {
    const canonical = (ruleset: string): string =>
      commandOn(
        { chainwalk: 1, host: { interfaces: [] }, ruleset, timeline: [] },
        'iptables-save',
        null,
        runShell,
      ).stdout.replace(/^#.*\n/gm, '');
    const changed = commandOn(
      { chainwalk: 1, host: { interfaces: [] }, ruleset: FILTER, timeline: [] },
      `${line} && iptables-save`,
      null,
      runShell,
    );
    expect(canonical(changed.ruleset ?? '')).toBe(changed.stdout.replace(/^#.*\n/gm, ''));
  }
});

test('text that does more than append is written anew, without tables that nobody asked for', () => {
  const text = after('*filter\n-A INPUT -j LOG\n-I INPUT -j ACCEPT\nCOMMIT\n', 'iptables -A INPUT -j DROP');
  expect(text).toBe(
    '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -j ACCEPT\n-A INPUT -j LOG\n-A INPUT -j DROP\nCOMMIT\n',
  );
});
