import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'ipcomp',
  rules: [
    { rule: '-p ipcomp -m ipcomp --ipcompspi 18', saved: '=', listed: 'comp spi:18' },
    { rule: '-p ipcomp -m ipcomp ! --ipcompspi 5:9 --compres', saved: '=', listed: 'comp spis:!5:9 reserved' },
    { rule: '-p ipcomp -m ipcomp', saved: '-p ipcomp -m ipcomp --ipcompspi 0' },
    { rule: '-m ipcomp --ipcompspi 5', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-p ipcomp -m ipcomp --ipcompspi 18', packet: { proto: 108, payloadHex: '06000012' }, result: 'match' },
    {
      rule: '-p ipcomp -m ipcomp --ipcompspi 18',
      packet: { proto: 108, payloadHex: '06000013' },
      result: { miss: '--ipcompspi' },
    },
  ],
};
