import { describe, expect, it } from 'vitest';
import { bootMachine, validateScenario } from '../engine/index.ts';
import type { Machine } from '../engine/index.ts';
import { runShell } from './run.ts';

function boot(extra: object = {}): Machine {
  const scenario = validateScenario({
    chainwalk: 1,
    host: {
      interfaces: [
        { name: 'eth0', addresses: ['10.0.0.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 10.0.0.254'],
    },
    timeline: [],
    ...extra,
  });
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error));
  const booted = bootMachine(scenario.value, false);
  if (!booted.ok) throw new Error(JSON.stringify(booted.error));
  return booted.value.machine;
}

/** Left: what is typed, in order on one machine. Right: what the real tools wrote (exit code, then stdout and stderr). */
const transcript: readonly (readonly [string, number, string])[] = [
  ['ip route get 8.8.8.8', 0, '8.8.8.8 via 10.0.0.254 dev eth0 src 10.0.0.1 uid 0 \n    cache \n'],
  [
    'ip route get 8.8.8.8 from 192.168.1.9 iif eth1 mark 3',
    0,
    '8.8.8.8 from 192.168.1.9 via 10.0.0.254 dev eth0 mark 3 \n    cache iif eth1 \n',
  ],
  ['ip route get 10.0.0.255', 0, 'broadcast 10.0.0.255 dev eth0 src 10.0.0.1 uid 0 \n    cache <local,brd> \n'],
  ['ip r get 8.8.8.8 from 10.0.0.1', 0, '8.8.8.8 from 10.0.0.1 via 10.0.0.254 dev eth0 uid 0 \n    cache \n'],
  ['ip route show dev eth0', 0, 'default via 10.0.0.254 \n10.0.0.0/24 proto kernel scope link src 10.0.0.1 \n'],
  ['ip route show table 11', 2, 'Error: ipv4: FIB table does not exist.\nDump terminated\n'],
  ['ip route add 10.5.0.0/16 via 99.9.9.9', 2, 'Error: Nexthop has invalid gateway.\n'],
  [
    'ip -4 -br addr',
    0,
    'lo               UNKNOWN        127.0.0.1/8 \neth0             UP             10.0.0.1/24 \neth1             UP             192.168.1.1/24 \n',
  ],
  ['ip rule del fwmark 9', 2, 'RTNETLINK answers: No such file or directory\n'],
  ['ip neigh add 10.0.0.9 dev eth0', 2, 'Error: No link layer address given.\n'],
  ['ip foo', 1, 'Object "foo" is unknown, try "ip help".\n'],
  [
    'conntrack -L -p nope',
    2,
    "conntrack v1.4.7 (conntrack-tools): `nope' unsupported protocol\nTry `conntrack -h' or 'conntrack --help' for more information.\n",
  ],
  ['conntrack -D -p udp', 1, 'conntrack v1.4.7 (conntrack-tools): 0 flow entries have been deleted.\n'],
  ['conntrack -F', 0, 'conntrack v1.4.7 (conntrack-tools): connection tracking table has been emptied.\n'],
  ['sysctl -w net.ipv4.ip_forward=x', 1, 'sysctl: setting key "net.ipv4.ip_forward": Invalid argument\n'],
  ['sysctl -w net.ipv4.nope=1', 1, 'sysctl: cannot stat /proc/sys/net/ipv4/nope: No such file or directory\n'],
  ['sysctl -w net.ipv4.ip_forward', 1, 'sysctl: command line(0): invalid syntax, continuing...\n'],
  ['sysctl net/ipv4/ip_forward; cat /proc/sys/net/ipv4/ip_forward', 0, 'net.ipv4.ip_forward = 1\n1\n'],
  [
    'sysctl -ar nf_conntrack_udp',
    0,
    'net.netfilter.nf_conntrack_udp_timeout = 30\nnet.netfilter.nf_conntrack_udp_timeout_stream = 120\n',
  ],
  ['dmesg -l foo', 1, "dmesg: unknown level 'foo'\n"],
  ['sleep x', 1, "sleep: invalid time interval ‘x’\nTry 'sleep --help' for more information.\n"],
  ['echo "a b" | wc', 0, '      1       2       4\n'],
  ['service nope status', 1, 'nope: unrecognized service\n'],
  ["cat > f <<'END'\nb 2\na 10\nc\nEND\nsort -k2n f | head -n 2", 0, 'c\nb 2\n'],
  ['for i in 1 2; do echo "n$i"; done | tail -n +2', 0, 'n2\n'],
  ['x=5; if [ "$x" = 5 ]; then echo $x $(echo y); fi', 0, '5 y\n'],
  ['printf "%s-%d\\n" a 5 b 6', 0, 'a-5\nb-6\n'],
  ["printf 'a b\\nc\\n' | grep -nE '^(a|x) '", 0, '1:a b\n'],
  ['head -n x f', 1, 'head: invalid number of lines: ‘x’\n'],
  ['wc -q', 1, "wc: invalid option -- 'q'\nTry 'wc --help' for more information.\n"],
  ['cut -f0 f', 1, "cut: fields are numbered from 1\nTry 'cut --help' for more information.\n"],
  ['grep -A x a f', 2, 'grep: x: invalid context length argument\n'],
  [
    'iptables-save -t',
    1,
    "iptables-save: option requires an argument -- 't'\nLook at manual page `iptables-save.8' for more information.\n",
  ],
  [
    'conntrack -I -s 10.0.0.2 -d 8.8.8.8 -p tcp --sport 1 --dport 80 --state ESTABLISHED -t 100 -u ASSURED',
    0,
    'conntrack v1.4.7 (conntrack-tools): 1 flow entries have been created.\n',
  ],
  [
    'conntrack -U -s 10.0.0.2 -d 8.8.8.8 -p tcp --sport 1 --dport 80 -m 7 2>/dev/null',
    0,
    'tcp      6 100 ESTABLISHED src=10.0.0.2 dst=8.8.8.8 sport=1 dport=80 packets=0 bytes=0 [UNREPLIED] src=8.8.8.8 dst=10.0.0.2 sport=80 dport=1 packets=0 bytes=0 [ASSURED] mark=7 use=2\n',
  ],
  [
    'conntrack -L -p tcp -o save 2>/dev/null',
    0,
    '-A -t 100 -u ASSURED -s 10.0.0.2 -d 8.8.8.8 -r 8.8.8.8 -q 10.0.0.2 -p tcp --sport 1 --dport 80 --reply-port-src 80 --reply-port-dst 1 --state ESTABLISHED -m 7\n',
  ],
  [
    'conntrack -G -p udp',
    2,
    "conntrack v1.4.7 (conntrack-tools): you have to specify `--src' and `--dst'\nTry `conntrack -h' or 'conntrack --help' for more information.\n",
  ],
  [
    'ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:55 dev eth0 nud stale; ip neigh',
    0,
    '10.0.0.9 dev eth0 lladdr 02:00:00:00:00:55 STALE \n',
  ],
  ['ip link set eth0 arp x', 1, 'Error: argument of "arp" must be "on" or "off", not "x"\n'],
  ['ip rule show from 1.1.1.1', 0, ''],
  [
    'sysctl -w net.netfilter.nf_conntrack_acct=2',
    1,
    'sysctl: setting key "net.netfilter.nf_conntrack_acct": Invalid argument\n',
  ],
  [
    'sysctl nope=1 nope2=2',
    1,
    'sysctl: cannot stat /proc/sys/nope: No such file or directory\nsysctl: cannot stat /proc/sys/nope2: No such file or directory\n',
  ],
  [
    'sysctl net.netfilter.nf_conntrack_count=1',
    0,
    'sysctl: setting key "net.netfilter.nf_conntrack_count": Invalid argument\n',
  ],
  [
    'sysctl net.ipv4.ip_local_port_range=1500; sysctl -n net.ipv4.ip_local_port_range',
    0,
    'net.ipv4.ip_local_port_range = 1500\n1500\t60999\n',
  ],
  ['sysctl /net/ipv4/ip_forward', 0, '.net.ipv4.ip_forward = 1\n'],
  [
    'conntrack -L -s 10.0.0.1 -f ipv6',
    2,
    "conntrack v1.4.7 (conntrack-tools): mismatched address family\nTry `conntrack -h' or 'conntrack --help' for more information.\n",
  ],
  ['conntrack -L -s 10', 0, 'conntrack v1.4.7 (conntrack-tools): 0 flow entries have been shown.\n'],
  ['ip rule add prio 200 goto 100', 2, 'Error: Backward goto not supported.\n'],
  [
    'ip rule add prio 50 realms 5/6 table 10; ip rule show prio 50; ip rule del prio 50',
    0,
    '50:\tfrom all lookup 10 realms 5/6\n',
  ],
  [
    'ip -j rule',
    0,
    '[{"priority":0,"src":"all","table":"local"},{"priority":32766,"src":"all","table":"main"},{"priority":32767,"src":"all","table":"default"}]\n',
  ],
  ['ip -j neigh show dev lo', 0, '[]\n'],
  ['ip route add default via x', 1, 'Error: any valid address is expected rather than "x".\n'],
  ['ip route add 8.8.8.8 via x', 1, 'Error: inet address is expected rather than "x".\n'],
  ['ip route flush table x', 255, 'Error: argument "x" is wrong: table id value is invalid\n\n'],
  [
    'ipset create p hash:ip,port; ipset add p 300.1.1.1',
    1,
    'ipset v7.17: Syntax error: Second element is missing from 300.1.1.1.\n',
  ],
  [
    'ipset create c1 hash:ip maxelem x nosuch',
    2,
    "ipset v7.17: Unknown argument: `nosuch'\nTry `ipset help' for more information.\n",
  ],
  ['ipset add p 0.0.0.0,80; ipset destroy p', 0, 'ipset v7.17: Kernel error received: Invalid argument\n'],
  [
    'ip addr add 10.9.0.1/24 brd + dev eth0 label eth0:1; ip -o -4 addr show label eth0:1; ip addr del 10.9.0.1/24 dev eth0',
    0,
    '2: eth0    inet 10.9.0.1/24 brd 10.9.0.255 scope global eth0:1\\       valid_lft forever preferred_lft forever\n',
  ],
];

describe('commands in the words of the real tools', () => {
  const machine = boot();
  it.each(transcript)('%s', (line, exit, text) => {
    const output = runShell(line, machine);
    expect({ exit: output.exit, text: output.stdout + output.stderr }).toEqual({ exit, text });
  });
});

it('sleep moves the virtual clock that date reads', () => {
  expect(runShell('date; sleep 1m; date +%T', boot()).stdout).toBe('Mon Jan  5 12:00:00 UTC 2026\n12:01:00\n');
});

describe('ipsets on the machine', () => {
  const machine = boot({
    ipsets: 'create blocked hash:ip timeout 60\nadd blocked 10.0.0.9\n',
    ruleset: '*filter\n-A INPUT -m set --match-set blocked src -j DROP\nCOMMIT\n',
  });

  it('rules name them, and hold them fast', () => {
    expect(runShell('iptables -S INPUT 1', machine).stdout).toBe('-A INPUT -m set --match-set blocked src -j DROP\n');
    expect(runShell('ipset destroy blocked', machine).stderr).toBe(
      'ipset v7.17: Set cannot be destroyed: it is in use by a kernel component\n',
    );
    expect(runShell('iptables -D INPUT 1 && ipset destroy blocked && ipset list', machine)).toEqual({
      exit: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('a rule cannot name one that is not there', () => {
    expect(runShell('iptables -A INPUT -m set --match-set blocked src', machine).stderr).toContain(
      "Set blocked doesn't exist.\n",
    );
  });
});

it('logs reach dmesg and /var/log with their instant', () => {
  const machine = boot();
  machine.host.log.push({ level: 4, line: 'hello', at: machine.host.now() + 1500 }, { level: 6, line: 'quiet' });
  expect(runShell('dmesg -x | head -1; cat /var/log/iptables.log; dmesg -C; dmesg', machine).stdout).toBe(
    'kern  :warn  : [  301.500000] hello\nJan  5 12:00:01 fw kernel: hello\n',
  );
});
