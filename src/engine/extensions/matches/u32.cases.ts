import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'u32',
  rules: [
    {
      rule: '-m u32 --u32 "0>>22&0x3C@4=0x29,0x2B:0x2C"',
      saved: '-m u32 --u32 "0x0>>0x16&0x3c@0x4=0x29,0x2b:0x2c"',
      listed: 'u32 "0x0>>0x16&0x3c@0x4=0x29,0x2b:0x2c"',
    },
    {
      rule: '-m u32 ! --u32 "6&0xFF=1 && 4&0x3FFF=0"',
      saved: '-m u32 ! --u32 "0x6&0xff=0x1&&0x4&0x3fff=0x0"',
      listed: 'u32 ! "0x6&0xff=0x1&&0x4&0x3fff=0x0"',
    },
    { rule: '-m u32', error: 'u32: option "--u32" must be specified' },
    { rule: '-m u32 --u32 0', error: 'u32: abrupt end of input after location specifier' },
    { rule: '-m u32 --u32 0=x', error: 'u32: at char 2: not a number or out of range' },
    { rule: '-m u32 --u32 "0=1&4=5"', error: "u32: at char 4: a second '&' was expected" },
    { rule: '-m u32 --u32 "0=1 2"', error: 'u32: at char 4: expected "," or "&&"' },
    { rule: '-m u32 --u32 "0>>32=1"', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-m u32 --u32 "6&0xFF=17"', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m u32 --u32 "6&0xFF=6"', packet: { proto: 'udp' }, result: { miss: '--u32' } },
    { rule: '-m u32 --u32 "0>>22&0x3C@0&0xFFFF=53"', packet: { proto: 'udp', dport: 53 }, result: 'match' },
    { rule: '-m u32 --u32 "100=0:0xffffffff"', packet: { proto: 'udp' }, result: { miss: '--u32' } },
  ],
};
