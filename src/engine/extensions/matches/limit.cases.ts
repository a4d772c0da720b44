import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'limit',
  rules: [
    { rule: '-m limit', saved: '-m limit --limit 3/hour', listed: 'limit: avg 3/hour burst 5' },
    {
      rule: '-m limit --limit 300/min --limit-burst 7',
      saved: '-m limit --limit 5/sec --limit-burst 7',
      listed: 'limit: avg 5/sec burst 7',
    },
    { rule: '-m limit --limit 90000/day', saved: '-m limit --limit 3750/hour' },
    { rule: '-m limit --limit 10001/MIN', saved: '-m limit --limit 169/sec' },
    { rule: '-m limit --limit 1.5/s', saved: '-m limit --limit 1/sec' },
    { rule: '-m limit --limit 1/d', error: 'Numerical result out of range.' },
    { rule: '-m limit --limit-burst 0', error: 'Numerical result out of range.' },
    {
      rule: '-m limit --limit-burst 10001',
      error: 'limit: bad value for option "--limit-burst", or out of range (0-10000).',
    },
    { rule: '-m limit --limit 0/s', error: 'bad rate "0/s"\'' },
    { rule: '-m limit --limit 5/', error: 'bad rate "5/"\'' },
    { rule: '-m limit --limit 5/days', error: 'bad rate "5/days"\'' },
    { rule: '-m limit --limit 10001/s', error: 'Rate too fast "10001/s"' },
    { rule: '-m limit ! --limit 1/s', error: 'limit: option "--limit" cannot be inverted.' },
  ],
  packets: [{ rule: '-m limit --limit 1/min', packet: { proto: 'udp' }, result: 'match' }],
};
