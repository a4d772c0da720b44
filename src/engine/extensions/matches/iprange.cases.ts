import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'iprange',
  rules: [
    { rule: '-m iprange --src-range 1.1.1.1-1.1.1.10', saved: '=', listed: 'source IP range 1.1.1.1-1.1.1.10' },
    {
      rule: '-m iprange ! --dst-range 1.1.1.1',
      saved: '-m iprange ! --dst-range 1.1.1.1-1.1.1.1',
      listed: 'destination IP range ! 1.1.1.1-1.1.1.1',
    },
    { rule: '-m iprange --src-range 1.1.1.1-2', saved: '-m iprange --src-range 1.1.1.1-2.0.0.0' },
    { rule: '-m iprange --src-range 1.1.1.9-1.1.1.1', saved: '=' },
    { rule: '-m iprange', error: "iprange match: You must specify `--src-range' or `--dst-range'" },
    { rule: '-m iprange --src-range localhost', error: 'iprange: Bad value for "--src-range" option: "localhost"' },
    { rule: '-m iprange --dst-range 1.1.1.1-', error: 'iprange: Bad value for "--dst-range" option: ""' },
  ],
  packets: [
    { rule: '-m iprange --src-range 10.0.0.1-10.0.0.9', packet: { src: '10.0.0.9', proto: 'udp' }, result: 'match' },
    {
      rule: '-m iprange --src-range 10.0.0.1-10.0.0.9',
      packet: { src: '10.0.0.10', proto: 'udp' },
      result: { miss: '--src-range' },
    },
    {
      rule: '-m iprange ! --src-range 10.0.0.1-10.0.0.9',
      packet: { src: '10.0.0.9', proto: 'udp' },
      result: { miss: '--src-range' },
    },
  ],
};
