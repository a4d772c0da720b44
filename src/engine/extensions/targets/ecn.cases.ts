import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'POSTROUTING' };

export const cases: ExtensionCases = {
  name: 'ECN',
  rules: [
    { ...at, rule: '-p tcp -j ECN --ecn-tcp-remove', saved: '=', listed: 'ECN TCP remove' },
    {
      ...at,
      rule: '-p tcp -j ECN --ecn-tcp-cwr 0 --ecn-tcp-ece 1',
      saved: '-p tcp -j ECN --ecn-tcp-ece 1 --ecn-tcp-cwr 0',
      listed: 'ECN ECE=1 CWR=0',
    },
    {
      ...at,
      rule: '-p tcp -j ECN --ecn-tcp-remove --ecn-ip-ect 1',
      saved: '-p tcp -j ECN --ecn-tcp-ece 0 --ecn-tcp-cwr 0 --ecn-ip-ect 1',
      listed: 'ECN ECE=0 CWR=0 ECT codepoint=1',
    },
    { ...at, rule: '-j ECN --ecn-ip-ect 2', saved: '=', listed: 'ECN ECT codepoint=2' },
    { ...at, rule: '-j ECN', error: 'ECN target: An operation is required' },
    { ...at, rule: '-j ECN --ecn-ip-ect 4', error: 'ECN: bad value for option "--ecn-ip-ect", or out of range (0-3).' },
    { ...at, rule: '-j ECN --ecn-tcp-remove', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
