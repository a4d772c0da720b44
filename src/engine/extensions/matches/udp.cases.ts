import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'udp',
  rules: [
    { rule: '-p udp --dport 53', saved: '-p udp -m udp --dport 53', listed: 'udp dpt:53' },
    { rule: '-p udp --sport domain:', saved: '-p udp -m udp --sport 53:65535', listed: 'udp spts:53:65535' },
    { rule: '-p udp -m udp --sport 1 ! --dport 5', saved: '=', listed: 'udp spt:1 dpt:!5' },
    { rule: '-p udp -m udp --dport 5:1', saved: '=', listed: 'udp dpts:5:1' },
    { rule: '-p udp --dport 70000', saved: '-p udp -m udp --dport 4464' },
    { rule: '-p udp ! --sport 0:65535', saved: '-p udp -m udp', listed: 'udp spts:!0:65535' },
    { rule: '-p udp --dport foo', error: 'Port "foo" does not resolve to anything.' },
    { rule: '-p udp --dport 1:2:3', error: 'udp: Too many components for option "--destination-port" (max: 2)' },
    { rule: '-p udp --dport 1 --destination-port 3', error: 'udp: option "--destination-port" can only be used once.' },
    { rule: '-m udp --dport 4', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-p udp --dport 53', packet: { proto: 'udp', dport: 53 }, result: 'match' },
    { rule: '-p udp --dport 5:1', packet: { proto: 'udp', dport: 3 }, result: { miss: '--dport' } },
    { rule: '-p udp --sport 1:1023', packet: { proto: 'udp', sport: 1024 }, result: { miss: '--sport' } },
  ],
};
