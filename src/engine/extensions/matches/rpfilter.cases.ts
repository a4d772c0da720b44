import type { ExtensionCases } from '../cases.ts';

const at = { table: 'raw', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'rpfilter',
  rules: [
    { ...at, rule: '-m rpfilter', saved: '=', listed: 'rpfilter' },
    {
      ...at,
      rule: '-m rpfilter --invert --loose --accept-local --validmark',
      saved: '-m rpfilter --loose --validmark --accept-local --invert',
      listed: 'rpfilter loose validmark accept-local invert',
    },
    {
      table: 'filter',
      chain: 'INPUT',
      rule: '-m rpfilter',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
    { ...at, rule: '-m rpfilter --loose --loose', error: 'rpfilter: option "--loose" can only be used once.' },
  ],
  packets: [
    { ...at, rule: '-m rpfilter', packet: { proto: 'udp' }, result: 'match' },
    { ...at, rule: '-m rpfilter', packet: { proto: 'udp', src: '198.51.100.1' }, result: { miss: '-m rpfilter' } },
    { ...at, rule: '-m rpfilter --invert', packet: { proto: 'udp', src: '198.51.100.1' }, result: 'match' },
  ],
};
