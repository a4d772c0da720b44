import { expect, test } from 'vitest';
import { fileName } from './download.ts';
import { shellScript } from './shell-script.ts';

test('the machine as commands, strange names quoted', () => {
  const script = shellScript({
    chainwalk: 1,
    host: {
      interfaces: [{ name: "e'0", addresses: ['10.0.0.1/8'], mtu: 1400 }],
      routes: ['default via 10.0.0.2'],
      rules: ['fwmark 1 table 10'],
    },
    ruleset: '*filter\nCOMMIT\n',
    timeline: [],
  });
  expect(script.split('\n').slice(3)).toEqual([
    String.raw`ip link set dev 'e'\''0' mtu 1400`,
    String.raw`ip link set dev 'e'\''0' up`,
    String.raw`ip addr add 10.0.0.1/8 dev 'e'\''0'`,
    'ip route add default via 10.0.0.2',
    'ip rule add fwmark 1 table 10',
    "iptables-restore <<'END_OF_RULES'",
    '*filter',
    'COMMIT',
    'END_OF_RULES',
    '',
  ]);
});

test('a file name keeps letters of any script', () => {
  expect(fileName('Home router!', 'json')).toBe('home-router.json');
  expect(fileName('家用 路由器', 'json')).toBe('家用-路由器.json');
  expect(fileName(undefined, 'sh')).toBe('chainwalk.sh');
});
