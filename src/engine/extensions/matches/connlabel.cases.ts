import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'connlabel',
  rules: [
    { rule: '-m connlabel --label 0x28', saved: '-m connlabel --label "40"', listed: 'connlabel 40' },
    {
      rule: '-m connlabel --set ! --label 41',
      saved: '-m connlabel ! --label "41" --set',
      listed: 'connlabel ! 41 set',
    },
    { rule: '-m connlabel --label 128', error: 'Numerical result out of range.' },
    { rule: '-m connlabel --label foo', error: "label 'foo' not found or invalid value" },
    { rule: '-m connlabel', error: 'connlabel: option "--label" must be specified' },
  ],
  packets: [
    { rule: '-m connlabel --label 5', packet: { proto: 'udp' }, result: { miss: '--label' } },
    { rule: '-m connlabel --label 5 --set', packet: { proto: 'udp' }, result: 'match' },
  ],
};
