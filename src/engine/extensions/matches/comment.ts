import { MATCH, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedString } from '../format.ts';
import { help } from './comment.help.ts';

interface Comment {
  readonly text: string;
}

/** XT_MAX_COMMENT_LEN with its terminating zero: longer text is cut. */
const LONGEST = 255;

function truncate(text: string): string {
  if (text.length * 3 <= LONGEST) return text;
  const bytes = new TextEncoder().encode(text);
  return bytes.length <= LONGEST ? text : new TextDecoder().decode(bytes.subarray(0, LONGEST));
}

/** xt_comment: matches everything, but makes its rule a conditional one. */
export const comment = defineMatch<Comment>({
  kind: 'match',
  name: 'comment',
  size: 288,
  help,
  remark: true,
  options: [{ name: 'comment', kind: 'string', mandatory: true, placeholder: 'text' }],
  build: (given) => ok({ text: truncate(given.value<string>('comment') ?? '') }),
  save: ({ text }) => ['--comment', savedString(text)],
  list: ({ text }) => `/* ${text} */`,
  translate: ({ text }, { setComment }) => {
    setComment(truncate(`"${text}"`));
    return '';
  },
  brief: ({ text }) => text,
  match: () => MATCH,
});
