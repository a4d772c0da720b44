import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'tcp',
  rules: [
    { rule: '-p tcp --dport 80', saved: '-p tcp -m tcp --dport 80', listed: 'tcp dpt:80' },
    { rule: '-p tcp --dport http', saved: '-p tcp -m tcp --dport 80' },
    { rule: '-p tcp -m tcp --sport :1023', saved: '-p tcp -m tcp --sport 0:1023', listed: 'tcp spts:0:1023' },
    { rule: '-p tcp -m tcp --dport 0:65535', saved: '-p tcp -m tcp', listed: 'tcp' },
    { rule: '-p tcp -m tcp ! --sport 1 --dport 65535', saved: '=', listed: 'tcp spt:!1 dpt:65535' },
    { rule: '-p tcp --syn', saved: '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN', listed: 'tcp flags:0x17/0x02' },
    { rule: '-p tcp -m tcp --tcp-flags ALL NONE', saved: '-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE' },
    { rule: '-p tcp --dport 70000', error: "invalid port/service `70000' specified" },
    { rule: '-p tcp --dport 20:10', error: 'invalid portrange (min > max)' },
    { rule: '-p tcp --dport 1 --dport 2', error: "Only one `--destination-port' allowed" },
    { rule: '-p tcp --tcp-flags SYN', error: '--tcp-flags requires two args.' },
    { rule: '-p tcp --tcp-flags SYN,FOO SYN', error: "Unknown TCP flag `FOO'" },
    { rule: '-p tcp --tcp-option 300', error: 'Bad TCP option "300"' },
    { rule: '-m tcp --dport 8', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-p tcp --dport 443', packet: { proto: 'tcp', dport: 443 }, result: 'match' },
    { rule: '-p tcp --dport 443', packet: { proto: 'tcp', dport: 80 }, result: { miss: '--dport' } },
    { rule: '-p tcp ! --sport 1:1023', packet: { proto: 'tcp', sport: 22 }, result: { miss: '--sport' } },
    { rule: '-p tcp --syn', packet: { proto: 'tcp', flags: 'SYN' }, result: 'match' },
    { rule: '-p tcp --syn', packet: { proto: 'tcp', flags: 'SYN,ACK' }, result: { miss: '--tcp-flags' } },
  ],
};
