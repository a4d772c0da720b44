import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'HMARK',
  rules: [
    {
      rule: '-j HMARK --hmark-tuple src,dst --hmark-mod 10 --hmark-rnd 0x5',
      saved: '-j HMARK --hmark-src-prefix 32 --hmark-dst-prefix 32 --hmark-rnd 0x00000005 --hmark-mod 10',
      listed: 'HMARK mod 10 src-prefix 32 dst-prefix 32 rnd 0x5',
    },
    {
      rule: '-j HMARK --hmark-tuple src,dst,sport,dport,proto,ct --hmark-mod 10 --hmark-rnd 1 --hmark-offset 100',
      saved:
        '-j HMARK --hmark-src-prefix 32 --hmark-dst-prefix 32 --hmark-sport-mask 0xffff --hmark-dport-mask 0xffff --hmark-proto-mask 0xffff ' +
        '--hmark-rnd 0x00000001 --hmark-mod 10 --hmark-offset 100 --hmark-tuple ct',
      listed:
        'HMARK mod 10 + 0x64 ct, src-prefix 32 dst-prefix 32 sport-mask 0xffff dport-mask 0xffff proto-mask 0xffff rnd 0x1',
    },
    {
      rule: '-j HMARK --hmark-src-prefix 255.255.0.0 --hmark-sport 80 --hmark-dport-mask 0xff --hmark-mod 1 --hmark-rnd 0',
      saved:
        '-j HMARK --hmark-src-prefix 16 --hmark-dport-mask 0x00ff --hmark-sport 0x0050 --hmark-rnd 0x00000000 --hmark-mod 1',
    },
    { rule: '-j HMARK', error: '--hmark-mod is mandatory' },
    { rule: '-j HMARK --hmark-mod 1', error: '--hmark-rnd is mandatory' },
    { rule: '-j HMARK --hmark-mod 1 --hmark-rnd 1', error: 'you have to specify --hmark-tuple at least' },
    { rule: '-j HMARK --hmark-tuple x', error: 'Bad type "x"' },
    {
      rule: '-j HMARK --hmark-tuple src,',
      error: '"--hmark-tuple" requires a list of types with no spaces, e.g. src,dst,sport,dport,proto',
    },
    {
      rule: '-j HMARK --hmark-tuple src --hmark-src-prefix 8',
      error: 'HMARK: option "--hmark-src-prefix" can only be used once.',
    },
    {
      rule: '-j HMARK --hmark-tuple sport,spi --hmark-mod 1 --hmark-rnd 1',
      error: 'you cannot use --hmark-spi-mask and --hmark-?port-mask,at the same time',
    },
    {
      rule: '-j HMARK --hmark-mod 0',
      error: 'HMARK: bad value for option "--hmark-mod", or out of range (1-4294967295).',
    },
  ],
};
