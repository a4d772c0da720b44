import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'dccp',
  rules: [
    { rule: '-p dccp --dport 5', saved: '-p dccp -m dccp --dport 5', listed: 'dccp dpt:5' },
    { rule: '-p dccp -m dccp --sport :', saved: '-p dccp -m dccp --sport 0:65535', listed: 'dccp' },
    {
      rule: '-p dccp -m dccp ! --dccp-types request,RESPONSE',
      saved: '-p dccp -m dccp ! --dccp-types REQUEST,RESPONSE',
      listed: 'dccp ! 0,1',
    },
    {
      rule: '-p dccp -m dccp --dccp-types INVALID --dccp-option 5',
      saved: '=',
      listed: 'dccp 10,11,12,13,14,15 option=5',
    },
    { rule: '-p dccp -m dccp --dccp-types foo', error: "Unknown DCCP type `foo'" },
    { rule: '-p dccp -m dccp --sport -1', error: 'Port "-1" does not resolve to anything.' },
    {
      rule: '-p dccp -m dccp --dccp-option 256',
      error: 'dccp: bad value for option "--dccp-option", or out of range (1-255).',
    },
    { rule: '-m dccp --sport 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    {
      rule: '-p dccp -m dccp --dport 2 --dccp-types REQUEST',
      packet: { proto: 'dccp', payloadHex: '0001000204000000000000000000000000000000' },
      result: 'match',
    },
    {
      rule: '-p dccp -m dccp --dccp-types DATA',
      packet: { proto: 'dccp', payloadHex: '0001000204000000000000000000000000000000' },
      result: { miss: '--dccp-types' },
    },
  ],
};
