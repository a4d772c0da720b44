import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'AUDIT',
  rules: [
    { rule: '-j AUDIT --type DROP', saved: '-j AUDIT --type drop', listed: 'AUDIT drop' },
    { rule: '-j AUDIT', error: 'AUDIT: option "--type" must be specified' },
    { rule: '-j AUDIT --type foo', error: 'Bad action type value "foo"' },
  ],
};
