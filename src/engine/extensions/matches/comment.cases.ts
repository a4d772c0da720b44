import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'comment',
  rules: [
    { rule: '-m comment --comment hello', saved: '=', listed: '/* hello */' },
    { rule: '-m comment --comment "hello world"', saved: '=', listed: '/* hello world */' },
    { rule: '-m comment --comment ""', saved: '=', listed: '/*  */' },
    { rule: '-m comment --comment "a\\"b\'c"', saved: '-m comment --comment "a\\"b\\\'c"', listed: '/* a"b\'c */' },
    { rule: '-m comment', error: 'comment: option "--comment" must be specified' },
    { rule: '-m comment --comment a --comment b', error: 'comment: option "--comment" can only be used once.' },
    { rule: '-m comment ! --comment a', error: 'comment: option "--comment" cannot be inverted.' },
  ],
};
