/** iptables commands between packets: what they print, what they change, what they reset. */

import type { Scenario } from '../document.ts';
import { tcp, udp } from '../packets.ts';
import { CLIENT, SERVER, command, lan, rules, scenario } from './source.ts';

const packet = lan(udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'q' }));
const segment = lan(tcp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 80 }));
const START = {
  filter: [
    ':FORWARD DROP [0:0]',
    ':a - [0:0]',
    '-A FORWARD -p udp -m udp --dport 53 -j a',
    '-A FORWARD -p tcp -j ACCEPT',
    '-A a -s 192.168.1.0/24 -j ACCEPT',
  ],
};
const script = (title: string, ...lines: readonly string[]): Scenario =>
  scenario(
    title,
    rules(START, false),
    lines.map((line) => (line === 'udp' ? packet : line === 'tcp' ? segment : command(line))),
  );

export const commands: readonly Scenario[] = [
  script(
    'append insert and delete',
    'udp',
    'iptables -I FORWARD 1 -p udp -j DROP',
    'udp',
    'iptables -A FORWARD -j LOG',
    'iptables -D FORWARD 1',
    'udp',
    'iptables -D FORWARD -p tcp -j ACCEPT',
    'tcp',
    'iptables -S',
    'iptables-save -c -t filter',
  ),
  script(
    'replace and check',
    'udp',
    'iptables -R FORWARD 1 -p udp -j DROP',
    'udp',
    'iptables -C FORWARD -p udp -j DROP',
    'iptables -C FORWARD -p udp -j ACCEPT',
    'iptables -R FORWARD 9 -j DROP',
  ),
  script(
    'chains made renamed and removed',
    'iptables -N b',
    'iptables -N b',
    'iptables -A a -j b',
    'iptables -E b c',
    'iptables -X c',
    'iptables -X a',
    'iptables -F a',
    'iptables -X c',
    'iptables -X nope',
    'iptables -S',
  ),
  script(
    'policies and counters',
    'udp',
    'tcp',
    'iptables -P FORWARD ACCEPT',
    'iptables -nvL FORWARD',
    'tcp',
    'iptables -Z FORWARD',
    'iptables -nvL',
    'iptables -P a DROP',
    'iptables -P FORWARD REJECT',
  ),
  script(
    'zero a rule and list with numbers',
    'udp',
    'tcp',
    'iptables -Z FORWARD 2',
    'iptables -nvL FORWARD --line-numbers',
    'iptables -nL a 1',
    'iptables -vnxL',
    'iptables -Z FORWARD 9',
  ),
  script(
    'every change resets policy counters',
    'udp',
    'iptables -A FORWARD -p icmp',
    'udp',
    'iptables -nvL FORWARD',
    'iptables -P INPUT DROP',
    'iptables -nvL FORWARD',
  ),
  script(
    'flush everything',
    'udp',
    'iptables -F',
    'iptables -X',
    'iptables -nL',
    'udp',
    'iptables -t nat -nL',
    'iptables -t security -S',
    'iptables-save',
  ),
  script(
    'mistakes are reported and change nothing',
    'iptables -A FORWARD -p tcp --dport 99999 -j ACCEPT',
    'iptables -A NOPE -j ACCEPT',
    'iptables -A FORWARD -j NOPE',
    'iptables -t nope -L',
    'iptables -A INPUT -o eth0 -j DROP',
    'iptables -A FORWARD -m nope',
    'iptables -D FORWARD 7',
    'iptables -A FORWARD -s 300.1.1.1 -j DROP',
    'iptables -A FORWARD -j SNAT --to-source 1.2.3.4',
    'iptables -A FORWARD --dport 53',
    'iptables -S FORWARD',
  ),
  script('loops are refused', 'iptables -N b', 'iptables -A b -j a', 'iptables -A a -j b', 'iptables -S'),
  script(
    'several addresses at once',
    'iptables -A FORWARD -s 10.0.0.1,10.0.0.2 -d 10.1.0.0/16,10.2.0.0/16 -j DROP',
    'iptables -I FORWARD -s 1.1.1.1,2.2.2.2 -j LOG',
    'iptables -S FORWARD',
    'iptables -D FORWARD -s 10.0.0.1,10.0.0.2 -d 10.1.0.0/16,10.2.0.0/16 -j DROP',
    'iptables -S FORWARD',
  ),
  script(
    'verbose answers',
    'iptables -v -A FORWARD -s 1.2.3.4 -p tcp --dport 80 -j ACCEPT',
    'iptables -v -D FORWARD -s 1.2.3.4 -p tcp --dport 80 -j ACCEPT',
    'iptables -vN x',
    'iptables -vF a',
    'iptables -vX x',
    'iptables -vZ',
    'iptables -vP INPUT DROP',
  ),
  scenario('restore refused at its commit', '*filter\n-A INPUT -j nowhere\nCOMMIT\n', [packet]),
  scenario(
    'restore refused by the kernel',
    '*filter\n:FORWARD DROP [0:0]\n-A FORWARD -p udp -j SNAT --to-source 1.2.3.4\nCOMMIT\n',
    [packet],
  ),
  scenario('restore refused for a bad option', '*filter\n-A INPUT -p tcp --dport x -j DROP\nCOMMIT\n', [packet]),
  scenario('restore without COMMIT', '*filter\n-A INPUT -j DROP\n', [packet]),
  scenario('restore of nothing', '', [packet]),
  scenario('restore keeps tables it does not name', '*mangle\n:FORWARD ACCEPT [0:0]\n-A FORWARD -j DROP\nCOMMIT\n', [
    packet,
    command('iptables -t mangle -nvL FORWARD'),
  ]),
];
