import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'statistic',
  rules: [
    {
      rule: '-m statistic --mode random --probability 0.33',
      saved: '-m statistic --mode random --probability 0.33000000007',
      listed: 'statistic mode random probability 0.33000000007',
    },
    {
      rule: '-m statistic --mode random ! --probability 0.05',
      saved: '-m statistic --mode random ! --probability 0.04999999981',
    },
    {
      rule: '-m statistic --mode nth ! --every 5 --packet 2',
      saved: '=',
      listed: 'statistic mode nth ! every 5 packet 2',
    },
    {
      rule: '-m statistic --mode nth --packet 0 --every 1',
      saved: '-m statistic --mode nth --every 1 --packet 0',
      listed: 'statistic mode nth every 1',
    },
    { rule: '-m statistic --probability 1', error: 'statistic: option "--mode" must be specified' },
    { rule: '-m statistic', error: '--probability must be specified when using random mode' },
    { rule: '-m statistic --mode nth', error: '--every and --packet must be specified when using nth mode' },
    { rule: '-m statistic --mode nth --every 3', error: 'statistic: option "--every" also requires "--packet".' },
    { rule: '-m statistic --mode nth --every 5 --packet 5', error: 'the --packet p must be 0 <= p <= n-1' },
    { rule: '-m statistic --mode foo', error: 'Bad mode "foo"' },
    {
      rule: '-m statistic --mode random --probability 1.1',
      error: 'statistic: bad value for option "--probability", or out of range (0-1).',
    },
  ],
  packets: [
    { rule: '-m statistic --mode random --probability 1', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m statistic --mode random --probability 0', packet: { proto: 'udp' }, result: { miss: '--probability' } },
    { rule: '-m statistic --mode nth --every 3 --packet 0', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m statistic --mode nth --every 3 --packet 1', packet: { proto: 'udp' }, result: { miss: '--every' } },
  ],
};
