import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'sctp',
  rules: [
    { rule: '-p sctp --dport 80', saved: '-p sctp -m sctp --dport 80', listed: 'sctp dpt:80' },
    {
      rule: '-p sctp -m sctp ! --sport :80 --dport 0:65535',
      saved: '-p sctp -m sctp ! --sport 0:80 --dport 0:65535',
      listed: 'sctp spts:!0:80',
    },
    {
      rule: '-p sctp -m sctp --chunk-types ANY ABORT:t,data:Be',
      saved: '-p sctp -m sctp --chunk-types any DATA:Be,ABORT:t',
      listed: 'sctp any 0x0000:Be,0x0006:t',
    },
    { rule: '-p sctp -m sctp ! --chunk-types only NONE', saved: '=', listed: 'sctp ! only NONE' },
    { rule: '-p sctp -m sctp --chunk-types all ALL', saved: '=' },
    { rule: '-p sctp -m sctp --chunk-types foo DATA', error: 'Match type has to be one of "ALL", "ANY" or "ONLY"' },
    { rule: '-p sctp -m sctp --chunk-types any FOO', error: "Unknown sctp chunk `FOO'" },
    { rule: '-p sctp -m sctp --chunk-types any INIT:t', error: 'Invalid flags for chunk type 1' },
    { rule: '-p sctp -m sctp --chunk-types any', error: '--chunk-types requires two args' },
    { rule: '-p sctp -m sctp --sport 1 --sport 2', error: "Only one `--source-port' allowed" },
    { rule: '-m sctp --sport 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    {
      rule: '-p sctp --dport 2 --chunk-types any INIT',
      packet: { proto: 'sctp', payloadHex: '00010002000000000000000001000004' },
      result: 'match',
    },
    {
      rule: '-p sctp --dport 3',
      packet: { proto: 'sctp', payloadHex: '00010002000000000000000001000004' },
      result: { miss: '--dport' },
    },
    {
      rule: '-p sctp --chunk-types only DATA',
      packet: { proto: 'sctp', payloadHex: '00010002000000000000000001000004' },
      result: { miss: '--chunk-types' },
    },
    {
      rule: '-p sctp --chunk-types all DATA,INIT',
      packet: { proto: 'sctp', payloadHex: '0001000200000000000000000100000400030004' },
      result: 'match',
    },
  ],
};
