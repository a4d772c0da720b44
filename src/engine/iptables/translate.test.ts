import { expect, test } from 'vitest';

import { translateCommand, translateRuleset } from './index.ts';

const translate = (command: string): string => translateCommand(command.split(' ')).stdout;

test('a rule is one nft command, its parts in the order of iptables-translate', () => {
  expect(translate('-A FORWARD ! -f -s 1.1.1.1 -d 2.2.2.2/255.0.255.0 -i eth+ -o b -p udp -j ACCEPT')).toBe(
    'nft \'add rule ip filter FORWARD iifname "eth*" oifname "b" ip frag-off & 0x1fff 0 ip protocol udp ip saddr 1.1.1.1 ' +
      "ip daddr & 255.0.255.0 == 2.0.2.0 counter accept'\n",
  );
  expect(translate('-t nat -I PREROUTING 3 -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080')).toBe(
    "nft 'insert rule ip nat PREROUTING tcp dport 80 counter dnat to 10.0.0.2:8080'\n",
  );
});

test('a list of addresses is several rules, and nft stands before the first of each source only', () => {
  expect(translate('-A INPUT -s 1.1.1.1,2.2.2.2 -d 3.3.3.3,4.4.4.4')).toBe(
    "nft 'add rule ip filter INPUT ip saddr 1.1.1.1 ip daddr 3.3.3.3 counter'\n" +
      "'add rule ip filter INPUT ip saddr 1.1.1.1 ip daddr 4.4.4.4 counter'\n" +
      "nft 'add rule ip filter INPUT ip saddr 2.2.2.2 ip daddr 3.3.3.3 counter'\n" +
      "'add rule ip filter INPUT ip saddr 2.2.2.2 ip daddr 4.4.4.4 counter'\n",
  );
});

test('what cannot be said is a remark with the words as given', () => {
  expect(translateCommand(['-A', 'INPUT', '-m', 'tos', '!', '--tos', '4'])).toEqual({
    exit: 0,
    stdout: 'nft # -A INPUT -m tos  --tos 4 \n',
    stderr: '',
  });
});

test('a rule that counts connections brings its set, numbered through', () => {
  const rule = '-A INPUT -m connlimit --connlimit-above 2\n';
  expect(translateRuleset(`*filter\n${rule}${rule}COMMIT\n`).stdout).toBe(
    'add table ip filter\n' +
      'add set ip filter connlimit0 { type ipv4_addr; flags dynamic; }\n' +
      'add rule ip filter INPUT add @connlimit0 { ip saddr ct count over 2 } counter\n' +
      'add set ip filter connlimit1 { type ipv4_addr; flags dynamic; }\n' +
      'add rule ip filter INPUT add @connlimit1 { ip saddr ct count over 2 } counter\n',
  );
});

test.each([
  ['-F', 'nft flush table ip filter\n'],
  ['-F INPUT -t mangle', 'nft flush chain ip mangle INPUT\n'],
  ['-N new', 'nft add chain ip filter new\n'],
  ['-X old', 'nft delete chain ip filter old\n'],
  ['-X', 'nft delete chain ip filter (null)\n'],
  ['-L INPUT -Z', 'nft list table ip filter\n'],
])('%s', (command, stdout) => expect(translateCommand(command.split(' '))).toEqual({ exit: 0, stdout, stderr: '' }));

test.each([
  '-D INPUT 1',
  '-D INPUT -p tcp',
  '-R INPUT 1 -p tcp',
  '-C INPUT -p tcp',
  '-Z',
  '-S',
  '-E a b',
  '-P INPUT DROP',
])('%s has no translation', (command) =>
  expect(translateCommand(command.split(' '))).toEqual({
    exit: 1,
    stdout: 'nft ',
    stderr: 'Translation not implemented\n',
  }),
);

test("errors are iptables-translate's own", () => {
  expect(translateCommand(['-A', 'INPUT', '--bad'])).toEqual({
    exit: 2,
    stdout: '',
    stderr:
      "iptables-translate v1.8.9 (nf_tables): unknown option \"--bad\"\nTry `iptables-translate -h' or 'iptables-translate --help' for more information.\n",
  });
});

test('a ruleset: tables, chains with their hooks, and where it stops', () => {
  const text =
    '*mangle\n:PREROUTING DROP [1:2]\n:OUTPUT ACCEPT [0:0]\n:own - [0:0]\nCOMMIT\n*nat\n:INPUT - [0:0]\n[1:2] -A INPUT -j own\n-D INPUT 1\n';
  expect(translateRuleset(text)).toEqual({
    exit: 1,
    complete: false,
    stdout:
      'add table ip mangle\n' +
      'add chain ip mangle PREROUTING { type filter hook prerouting priority -150; policy drop; }\n' +
      'add chain ip mangle OUTPUT { type route hook output priority -150; policy accept; }\n' +
      'add chain ip mangle own\n' +
      'add table ip nat\n' +
      'add chain ip nat INPUT { type nat hook input priority 100; }\n' +
      'add rule ip nat INPUT counter jump own\n',
    stderr: 'iptables-translate-restore: line 9 failed\n',
  });
});
