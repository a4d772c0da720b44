/** Matches and targets that hash, measure or compute: cluster, HMARK, bpf, devgroup, and lists that go with their last rule. */

import type { Scenario } from '../document.ts';
import { echo, tcp, udp } from '../packets.ts';
import { CLIENT, SERVER, command, lan, scenario } from './source.ts';

const seg = (more: object = {}) => tcp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 80, ...more });
const dgram = (more: object = {}) =>
  udp({ src: CLIENT, dst: SERVER, sport: 1000, dport: 53, payload: 'question', ...more });
const senders = ['192.168.1.2', '192.168.1.3', '192.168.1.77', '192.168.1.200'].map((src) => lan(dgram({ src })));
const hashed = (...options: readonly string[]) => ({
  mangle: options.flatMap((option) => [
    `-A FORWARD -j HMARK ${option} --hmark-rnd 0x12345678 --hmark-mod 1000000`,
    '-A FORWARD -j LOG',
  ]),
});

export const groups: readonly Scenario[] = [
  scenario(
    'cluster',
    {
      filter: [1, 2, 3].flatMap((node) => [
        `-A FORWARD -m cluster --cluster-total-nodes 3 --cluster-local-node ${node} --cluster-hash-seed 0xdeadbeef`,
        `-A FORWARD -m cluster --cluster-total-nodes 3 ! --cluster-local-node ${node} --cluster-hash-seed 7`,
      ]),
    },
    senders,
  ),
  scenario(
    'HMARK of addresses and ports',
    hashed(
      '--hmark-tuple src',
      '--hmark-tuple src,dst',
      '--hmark-tuple src,dst,sport,dport,proto --hmark-offset 100',
      '--hmark-src-prefix 24 --hmark-dport 7',
    ),
    [lan(dgram()), lan(seg()), lan(echo({ src: CLIENT, dst: SERVER }))],
  ),
  scenario('HMARK of connections', hashed('--hmark-tuple src,dst,ct', '--hmark-tuple src,dst,sport,dport,ct'), [
    lan(dgram()),
    { reply: { to: 0 } },
    lan(echo({ src: CLIENT, dst: SERVER })),
  ]),
  scenario(
    'bpf',
    {
      filter: [
        '4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0',
        '4,177 0 0 0,72 0 0 2,20 0 0 53,22 0 0 0',
        '2,128 0 0 0,22 0 0 0',
        '2,32 0 0 5000,6 0 0 1',
        '3,32 0 0 12,84 0 0 255,22 0 0 0',
        '2,40 0 0 4294963200,22 0 0 0',
        '3,32 0 0 4294963220,21 0 0 0,22 0 0 0',
      ].map((program) => `-A FORWARD -m bpf --bytecode "${program}"`),
    },
    [lan(dgram()), lan(seg())],
  ),
  scenario(
    'devgroup',
    {
      filter: [
        '-A FORWARD -m devgroup --src-group default',
        '-A FORWARD -m devgroup --src-group 1',
        '-A FORWARD -m devgroup ! --dst-group 0x1/0x3 --src-group 0',
      ],
    },
    [lan(dgram())],
  ),
  scenario(
    'a list of recent goes with its last rule',
    { filter: ['-A FORWARD -m recent --name x --set', '-A FORWARD -m recent --name x --rcheck'] },
    [
      lan(dgram()),
      command('iptables -D FORWARD 1'),
      lan(dgram()),
      command('iptables -D FORWARD 1'),
      command('iptables -A FORWARD -m recent --name x --rcheck'),
      lan(dgram()),
    ],
  ),
  scenario(
    'estimators are shared by name',
    {
      filter: [
        '-A FORWARD -j RATEEST --rateest-name a --rateest-interval 8s --rateest-ewmalog 16s',
        '-A FORWARD -m rateest --rateest a --rateest-lt --rateest-bps 1mbit',
      ],
    },
    [
      lan(dgram()),
      command('iptables -A FORWARD -m rateest --rateest b --rateest-gt --rateest-pps 1'),
      command('iptables -A FORWARD -j RATEEST --rateest-name a --rateest-interval 1s --rateest-ewmalog 2s'),
      command('iptables -t mangle -A FORWARD -m rateest --rateest a --rateest-gt --rateest-pps 100'),
      lan(seg()),
    ],
  ),
];
