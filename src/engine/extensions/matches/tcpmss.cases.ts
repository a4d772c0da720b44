import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'tcpmss',
  rules: [
    { rule: '-p tcp -m tcpmss ! --mss :42', saved: '-p tcp -m tcpmss ! --mss 0:42', listed: 'tcpmss match !0:42' },
    { rule: '-p tcp -m tcpmss --mss 42', saved: '=', listed: 'tcpmss match 42' },
    { rule: '-m tcpmss --mss 42', error: "Invalid argument. Run `dmesg' for more information." },
    { rule: '-p tcp -m tcpmss --mss 9:5', error: 'tcpmss: invalid range given' },
    { rule: '-p tcp -m tcpmss', error: 'tcpmss: option "--mss" must be specified' },
  ],
  packets: [
    { rule: '-p tcp -m tcpmss --mss 1460', packet: { proto: 'tcp', flags: 'SYN' }, result: 'match' },
    { rule: '-p tcp -m tcpmss --mss 1:100', packet: { proto: 'tcp', flags: 'SYN' }, result: { miss: '--mss' } },
    { rule: '-p tcp -m tcpmss --mss 1460', packet: { proto: 'tcp', flags: 'ACK' }, result: { miss: '--mss' } },
  ],
};
