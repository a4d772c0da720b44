import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'ttl',
  rules: [
    { rule: '-m ttl ! --ttl 255', saved: '-m ttl ! --ttl-eq 255', listed: 'TTL match TTL != 255' },
    { rule: '-m ttl --ttl-gt 0', saved: '=', listed: 'TTL match TTL > 0' },
    { rule: '-m ttl --ttl-lt 5', saved: '=', listed: 'TTL match TTL < 5' },
    { rule: '-m ttl', error: "TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt" },
    { rule: '-m ttl ! --ttl-lt 5', error: 'ttl: option "--ttl-lt" cannot be inverted.' },
    { rule: '-m ttl --ttl-eq 5 --ttl-gt 3', error: 'ttl: option "--ttl-gt" cannot be used together with "--ttl-eq".' },
    { rule: '-m ttl --ttl 300', error: 'ttl: bad value for option "--ttl-eq", or out of range (0-255).' },
  ],
  packets: [
    { rule: '-m ttl --ttl-eq 7', packet: { proto: 'udp', ttl: 7 }, result: 'match' },
    { rule: '-m ttl --ttl-lt 7', packet: { proto: 'udp', ttl: 7 }, result: { miss: '--ttl-lt' } },
    { rule: '-m ttl ! --ttl-eq 7', packet: { proto: 'udp', ttl: 7 }, result: { miss: '--ttl-eq' } },
  ],
};
