import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'FORWARD' };
const invalid = "Invalid argument. Run `dmesg' for more information.";

export const cases: ExtensionCases = {
  name: 'TCPMSS',
  rules: [
    {
      ...at,
      rule: '-p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
      saved: '=',
      listed: 'tcp flags:0x06/0x02 TCPMSS clamp to PMTU',
    },
    {
      ...at,
      rule: '-p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1400',
      saved: '=',
      listed: 'tcp flags:0x06/0x02 TCPMSS set 1400',
    },
    { ...at, rule: '-p tcp --syn -j TCPMSS', error: 'TCPMSS target: At least one parameter is required' },
    {
      ...at,
      rule: '-p tcp --syn -j TCPMSS --set-mss 65536',
      error: 'TCPMSS: bad value for option "--set-mss", or out of range (0-65515).',
    },
    { ...at, rule: '-p tcp -j TCPMSS --set-mss 1400', error: invalid },
    { ...at, rule: '-p tcp ! --syn -j TCPMSS --set-mss 1400', error: invalid },
    { table: 'mangle', chain: 'PREROUTING', rule: '-p tcp --syn -j TCPMSS --clamp-mss-to-pmtu', error: invalid },
  ],
};
