import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'helper',
  rules: [
    { rule: '-m helper --helper ftp', saved: '=', listed: 'helper match "ftp"' },
    { rule: '-m helper ! --helper "a b"', saved: '=', listed: 'helper match ! "a b"' },
    { rule: '-m helper --helper ""', saved: '=' },
    { rule: '-m helper', error: 'helper: option "--helper" must be specified' },
  ],
  packets: [
    { rule: '-m helper --helper ftp', packet: { proto: 'tcp', flags: 'SYN' }, result: { miss: '--helper' } },
    { rule: '-m helper ! --helper ftp', packet: { proto: 'tcp', flags: 'SYN' }, result: 'match' },
  ],
};
