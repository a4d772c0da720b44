import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'cpu',
  rules: [
    { rule: '-m cpu --cpu 1', saved: '=', listed: 'cpu 1' },
    { rule: '-m cpu ! --cpu 0', saved: '=', listed: 'cpu ! 0' },
    { rule: '-m cpu', error: 'cpu: option "--cpu" must be specified' },
  ],
  packets: [
    { rule: '-m cpu --cpu 0', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m cpu --cpu 1', packet: { proto: 'udp' }, result: { miss: '--cpu' } },
  ],
};
