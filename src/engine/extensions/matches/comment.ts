import { MATCH } from '../../model/evaluation.ts';
import { ok } from '../../model/result.ts';
import { defineMatch } from '../extension.ts';
import { savedString } from '../format.ts';

interface Comment {
  readonly text: string;
}

/** xt_comment: matches everything, but makes its rule a conditional one. */
export const comment = defineMatch<Comment>({
  kind: 'match',
  name: 'comment',
  options: [{ name: 'comment', kind: 'string', mandatory: true, placeholder: 'text' }],
  build: (given) => ok({ text: given.value<string>('comment') ?? '' }),
  save: ({ text }) => ['--comment', savedString(text)],
  list: ({ text }) => `/* ${text} */`,
  brief: () => '',
  match: () => MATCH,
});
