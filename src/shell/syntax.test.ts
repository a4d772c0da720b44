import { describe, expect, it } from 'vitest';
import type { Word } from './lexer.ts';
import { parseLine } from './syntax.ts';

const textOf = (word: Word): string => word.map(({ text }) => text).join('');
const words = (text: string) => {
  const parsed = parseLine(text);
  if (!parsed.ok) return parsed.error;
  return parsed.value.map(({ commands, when }) => ({
    when,
    commands: commands.map((command) => (command.kind === 'simple' ? command.words.map(textOf) : command.kind)),
  }));
};

describe('parseLine', () => {
  it.each([
    [
      `iptables -A INPUT -m comment --comment "a 'b' \\"c\\"" -j LOG --log-prefix 'x: '`,
      ['iptables', '-A', 'INPUT', '-m', 'comment', '--comment', `a 'b' "c"`, '-j', 'LOG', '--log-prefix', 'x: '],
    ],
    ['iptables -A INPUT \\\n  -j DROP', ['iptables', '-A', 'INPUT', '-j', 'DROP']],
    [`iptables -A INPUT ! -s 1.2.3.4 # why`, ['iptables', '-A', 'INPUT', '!', '-s', '1.2.3.4']],
    [`echo a#b '' 2`, ['echo', 'a#b', '', '2']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual([{ when: 'always', commands: [expected] }]);
  });

  it('chains with ; && || | and newlines', () => {
    expect(words('a; b && c || d | e\n\n# only a comment\nf')).toEqual([
      { when: 'always', commands: [['a']] },
      { when: 'always', commands: [['b']] },
      { when: 'success', commands: [['c']] },
      { when: 'failure', commands: [['d'], ['e']] },
      { when: 'always', commands: [['f']] },
    ]);
  });

  it('keeps redirections in order', () => {
    const parsed = parseLine("iptables-save -c > /etc/rules 2>&1 <<'END'\na $b\nEND\n");
    const command = parsed.ok ? parsed.value[0]?.commands[0] : undefined;
    expect(command?.redirections.map(({ word, ...rest }) => ({ ...rest, text: textOf(word) }))).toEqual([
      { operator: '>', descriptor: null, text: '/etc/rules' },
      { operator: '>&', descriptor: 2, text: '1' },
      { operator: '<<', descriptor: null, text: 'a $b\n' },
    ]);
  });

  it('reads what a script is made of', () => {
    expect(
      words('for i in 1 2; do a $i; done; if a; then b; else c; fi; (a; b) | { c; }\nwhile a; do b; done'),
    ).toEqual([
      { when: 'always', commands: ['for'] },
      { when: 'always', commands: ['if'] },
      { when: 'always', commands: ['group', 'group'] },
      { when: 'always', commands: ['while'] },
    ]);
  });

  it.each([
    ['a | | b', "syntax error near unexpected token `|'"],
    ['; a', "syntax error near unexpected token `;'"],
    ['a >', "syntax error near unexpected token `newline'"],
    ['a &&', 'syntax error: unexpected end of file'],
    ["a 'b", "unexpected EOF while looking for matching `''"],
    ['a & & b', "syntax error near unexpected token `&'"],
    ['for i in 1; do', 'syntax error: unexpected end of file'],
    ['a )', "syntax error near unexpected token `)'"],
    ['echo $(a', "unexpected EOF while looking for matching `)'"],
  ])('refuses %s as bash does', (text, message) => {
    expect(words(text)).toBe(message);
  });
});
