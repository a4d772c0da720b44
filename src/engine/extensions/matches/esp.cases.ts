import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'esp',
  rules: [
    { rule: '-p esp --espspi 5', saved: '-p esp -m esp --espspi 5', listed: 'esp spi:5' },
    { rule: '-p esp -m esp ! --espspi 5:0x10', saved: '-p esp -m esp ! --espspi 5:16', listed: 'esp spis:!5:16' },
    { rule: '-p esp -m esp --espspi :', saved: '-p esp -m esp', listed: 'esp' },
    { rule: '-m esp --espspi 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-p esp -m esp --espspi 258', packet: { proto: 'esp', payloadHex: '0000010200000001' }, result: 'match' },
    {
      rule: '-p esp -m esp --espspi 1:9',
      packet: { proto: 'esp', payloadHex: '0000010200000001' },
      result: { miss: '--espspi' },
    },
    { rule: '-p esp -m esp --espspi 1:9', packet: { proto: 'esp', payloadHex: '00000102' }, result: 'hotdrop' },
  ],
};
