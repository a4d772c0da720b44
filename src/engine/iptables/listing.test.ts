import { expect, test } from 'vitest';

import { restoreRuleset, runIptables, splitLine } from './index.ts';

const { ruleset } = restoreRuleset(
  `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [123456:5]
:DOCKER - [0:0]
[0:0] -A INPUT -s 10.0.0.0/8 ! -d 192.168.1.0/24 -i eth+ -p tcp -m multiport --dports 22,80:90 -m comment --comment hi -j LOG --log-prefix "P:" --log-level 7
[123456789:98765432109] -A INPUT -p gre
[99999:100000] -A INPUT -g DOCKER
[1:2] -A INPUT ! -f -s 127.0.0.1
[0:0] -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
COMMIT
`,
  new Map(),
  { counters: true },
);
const list = (words: string): readonly string[] => runIptables(splitLine(words), ruleset).stdout.split('\n');

test('-L names protocols, hosts and services', () => {
  expect(list('-L INPUT')).toEqual([
    'Chain INPUT (policy ACCEPT)',
    'target     prot opt source               destination         ',
    'LOG        tcp  --  10.0.0.0/8          !192.168.1.0/24       multiport dports ssh,http:90 /* hi */ LOG level debug prefix "P:"',
    '           gre  --  anywhere             anywhere            ',
    'DOCKER     all  --  anywhere             anywhere            [goto] ',
    '           all  !f  localhost            anywhere            ',
    '',
  ]);
});

test('-nvL rounds counters to K, M and G', () => {
  expect(list('-nvL').slice(0, 8)).toEqual([
    'Chain INPUT (policy ACCEPT 0 packets, 0 bytes)',
    ' pkts bytes target     prot opt in     out     source               destination         ',
    '    0     0 LOG        6    --  eth+   *       10.0.0.0/8          !192.168.1.0/24       multiport dports 22,80:90 /* hi */ LOG flags 0 level 7 prefix "P:"',
    ' 123M   99G            47   --  *      *       0.0.0.0/0            0.0.0.0/0           ',
    '99999  100K DOCKER     0    --  *      *       0.0.0.0/0            0.0.0.0/0           [goto] ',
    '    1     2            0    !f  *      *       127.0.0.1            0.0.0.0/0           ',
    '',
    'Chain FORWARD (policy DROP 123K packets, 5 bytes)',
  ]);
});

test('-x gives exact counters in columns of their own', () => {
  expect(list('-nvxL DOCKER --line-numbers')).toEqual([
    'Chain DOCKER (1 references)',
    'num      pkts      bytes target     prot opt in     out     source               destination         ',
    '1           0        0 ACCEPT     6    --  !docker0 docker0  0.0.0.0/0            172.17.0.2           tcp dpt:80',
    '',
  ]);
});

test('-S and one rule of a chain', () => {
  expect(list('-vS FORWARD')).toEqual(['-P FORWARD DROP -c 123456 5', '']);
  expect(list('-L INPUT 3 -n')).toEqual(['DOCKER     0    --  0.0.0.0/0            0.0.0.0/0           [goto] ', '']);
  expect(list('-S INPUT 2')).toEqual(['-A INPUT -p gre', '']);
});

test('-v repeats the rule of a command', () => {
  expect(list('-vI INPUT -s 1.2.3.4/24 -i eth0 -p 99 ! -f -m comment --comment x -g DOCKER')).toEqual([
    'DOCKER  99 opt !f in eth0 out *  1.2.3.0/24  -> 0.0.0.0/0  [goto]  /* x */',
    '',
  ]);
});
