import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'rateest',
  rules: [
    { rule: '-m rateest --rateest a --rateest-lt --rateest-bps 1000', error: 'No chain/target/match by that name.' },
    { rule: '-m rateest --rateest a --rateest-lt', error: "Invalid argument. Run `dmesg' for more information." },
    { rule: '-m rateest ! --rateest1 a', error: "rateest: rateest can't be inverted" },
    { rule: '-m rateest --rateest a --rateest1 b', error: "rateest: can't specify --rateest1 twice" },
    { rule: '-m rateest --rateest-bps 5x', error: "rateest: could not parse rate `5x'" },
    { rule: '-m rateest --rateest-pps 4294967296', error: "rateest: could not parse pps `4294967296'" },
    { rule: '-m rateest --rateest-lt --rateest-lt', error: "rateest: can't specify lt/gt/eq twice" },
  ],
};
