import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'policy',
  rules: [
    { rule: '-m policy --dir in --pol none', saved: '=', listed: 'policy match dir in pol none' },
    { rule: '-m policy --dir in --pol none --proto esp', saved: '-m policy --dir in --pol none' },
    {
      rule: '-m policy --dir in --pol ipsec --proto 50',
      saved: '-m policy --dir in --pol ipsec --proto esp',
      listed: 'policy match dir in pol ipsec proto 50',
    },
    {
      rule: '-m policy --dir in --pol ipsec --strict --reqid 5 --next --proto ah --spi 7',
      saved: '-m policy --dir in --pol ipsec --strict --reqid 5 --next --spi 0x7 --proto ah',
      listed: 'policy match dir in pol ipsec strict [0] reqid 5 [1] spi 0x7 proto 51',
    },
    { rule: '-m policy --pol ipsec', error: 'policy match: neither --dir in nor --dir out specified' },
    {
      rule: '-m policy --dir in --pol ipsec --strict',
      error: 'policy match: empty policy element 0. --strict is in effect',
    },
    { rule: '-m policy --dir in --pol none --strict', error: 'policy match: policy none but --strict given' },
    {
      rule: '-m policy --dir in --pol ipsec --tunnel-src 1.1.1.1',
      error: 'policy match: --tunnel-src/--tunnel-dst is only valid in tunnel mode',
    },
    { rule: '-m policy --dir in --pol ipsec --proto tcp', error: 'policy match: protocol must be ah/esp/ipcomp' },
    { rule: '-m policy --dir in --pol ipsec --reqid 1 --reqid 2', error: 'policy match: double --reqid option' },
    { rule: '-m policy --dir out --pol none', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-m policy --dir in --pol none', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m policy --dir in --pol ipsec', packet: { proto: 'udp' }, result: { miss: '--pol' } },
  ],
};
