import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'LOG',
  rules: [
    { rule: '-j LOG', saved: '=', listed: 'LOG flags 0 level 4' },
    {
      rule: '-j LOG --log-level alert --log-prefix "test: "',
      saved: '-j LOG --log-prefix "test: " --log-level 1',
      listed: 'LOG flags 0 level 1 prefix "test: "',
    },
    {
      rule: '-j LOG --log-macdecode --log-uid --log-prefix abc --log-tcp-options --log-level warning',
      saved: '-j LOG --log-prefix abc --log-tcp-options --log-uid --log-macdecode',
      listed: 'LOG flags 42 level 4 prefix "abc"',
    },
    {
      rule: '-j LOG --log-prefix xxxxxxxxxxxxxxxxxxxxxxxxxxxxxyy',
      saved: '-j LOG --log-prefix xxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    },
    { rule: '-j LOG --log-level warn', error: 'log level "warn" unknown' },
    { rule: '-j LOG --log-level 8', error: 'log level "8" unknown' },
    { rule: '-j LOG --log-prefix ""', error: 'Argument must have a minimum length of 1 characters' },
    { rule: '-j LOG ! --log-uid', error: 'LOG: option "--log-uid" cannot be inverted.' },
    { rule: '-j LOG --log-uid --log-uid', error: 'LOG: option "--log-uid" can only be used once.' },
  ],
};
