import { describe, expect, it } from 'vitest';
import { parseLine } from './syntax.ts';

const words = (text: string) => {
  const parsed = parseLine(text);
  return parsed.ok
    ? parsed.value.map(({ commands, when }) => ({ when, commands: commands.map((command) => command.words) }))
    : parsed.error;
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
    const parsed = parseLine('iptables-save -c > /etc/rules 2>&1');
    expect(parsed.ok && parsed.value[0]?.commands[0]?.redirections).toEqual([
      { operator: '>', file: '/etc/rules' },
      { operator: '2>&1', file: '' },
    ]);
  });

  it.each([
    ['a | | b', "syntax error near unexpected token `|'"],
    ['; a', "syntax error near unexpected token `;'"],
    ['a >', "syntax error near unexpected token `newline'"],
    ['a &&', 'syntax error: unexpected end of file'],
    ["a 'b", "unexpected EOF while looking for matching `''"],
    ['a & b', "syntax error near unexpected token `&'"],
  ])('refuses %s as bash does', (text, message) => {
    expect(words(text)).toBe(message);
  });
});
