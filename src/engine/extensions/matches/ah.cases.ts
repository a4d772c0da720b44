import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'ah',
  rules: [
    { rule: '-p ah --ahspi 5', saved: '-p ah -m ah --ahspi 5', listed: 'ah spi:5' },
    { rule: '-p ah -m ah ! --ahspi 5:9', saved: '=', listed: 'ah spis:!5:9' },
    { rule: '-p ah -m ah --ahspi :', saved: '-p ah -m ah' },
    { rule: '-m ah --ahspi 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    {
      rule: '-p ah -m ah --ahspi 258',
      packet: { proto: 'ah', payloadHex: '060400000000010200000001' },
      result: 'match',
    },
    {
      rule: '-p ah -m ah --ahspi 1:9',
      packet: { proto: 'ah', payloadHex: '060400000000010200000001' },
      result: { miss: '--ahspi' },
    },
  ],
};
