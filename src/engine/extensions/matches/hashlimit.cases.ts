import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'hashlimit',
  rules: [
    {
      rule: '-m hashlimit --hashlimit 5/min --hashlimit-mode srcip,dstport --hashlimit-name a',
      saved:
        '-m hashlimit --hashlimit-upto 5/min --hashlimit-burst 5 --hashlimit-mode srcip,dstport --hashlimit-name a',
      listed: 'limit: up to 5/min burst 5 mode srcip-dstport',
    },
    {
      rule: '-m hashlimit ! --hashlimit-upto 5/min --hashlimit-name a',
      saved: '-m hashlimit --hashlimit-above 5/min --hashlimit-burst 5 --hashlimit-name a',
      listed: 'limit: above 5/min burst 5',
    },
    {
      rule: '-m hashlimit --hashlimit-above 1000b/s --hashlimit-name a',
      saved: '-m hashlimit --hashlimit-above 992b/s --hashlimit-name a',
    },
    {
      rule: '-m hashlimit --hashlimit-above 2kb/s --hashlimit-burst 3kb --hashlimit-name a',
      saved: '-m hashlimit --hashlimit-above 2kb/s --hashlimit-burst 4kb --hashlimit-name a',
      listed: 'limit: above 2kb/s burst 4kb',
    },
    {
      rule: '-m hashlimit --hashlimit-upto 5/s --hashlimit-name a --hashlimit-srcmask 8 --hashlimit-rate-match --hashlimit-rate-interval 5',
      saved:
        '-m hashlimit --hashlimit-upto 5/sec --hashlimit-burst 5 --hashlimit-name a --hashlimit-srcmask 8 --hashlimit-rate-match --hashlimit-rate-interval 5',
      listed: 'limit: up to 1/sec burst 5 srcmask 8 rate-match rate-interval 5',
    },
    {
      rule: '-m hashlimit --hashlimit-upto 86400/day --hashlimit-name a',
      saved:
        '-m hashlimit --hashlimit-upto 1/sec --hashlimit-burst 5 --hashlimit-name a --hashlimit-htable-expire 86400000',
    },
    { rule: '-m hashlimit', error: 'You have to specify --hashlimit' },
    { rule: '-m hashlimit --hashlimit-upto 1/s', error: 'hashlimit: option "--hashlimit-name" must be specified' },
    { rule: '-m hashlimit --hashlimit-upto 1000001/s --hashlimit-name a', error: 'Rate too fast "1000001/s"' },
    {
      rule: '-m hashlimit --hashlimit-upto 5/x --hashlimit-name a',
      error: 'hashlimit: Bad value for "--hashlimit-upto" option: "5/x"',
    },
    {
      rule: '-m hashlimit --hashlimit-upto 2kb/s --hashlimit-burst 3 --hashlimit-name a',
      error: 'burst cannot be smaller than 2048b',
    },
    {
      rule: '-m hashlimit --hashlimit-upto 1/s --hashlimit-burst 0 --hashlimit-name a',
      error: 'bad value for option "--hashlimit-burst", or out of range (1-1000000).',
    },
    { rule: '-m hashlimit --hashlimit-upto 1/day --hashlimit-name a', error: 'Numerical result out of range.' },
    {
      rule: '-m hashlimit --hashlimit-upto 1/s --hashlimit-name a/b',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
  packets: [
    { rule: '-m hashlimit --hashlimit-upto 1/min --hashlimit-name a', packet: { proto: 'udp' }, result: 'match' },
    {
      rule: '-m hashlimit --hashlimit-above 1/min --hashlimit-name a',
      packet: { proto: 'udp' },
      result: { miss: '--hashlimit-above' },
    },
  ],
};
