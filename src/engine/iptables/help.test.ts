import { expect, test } from 'vitest';

import { runIptables } from './index.ts';

const helpOf = (words: string): string => runIptables(words.split(' '), new Map()).stdout;

test('an extension named before -h explains itself after the general help', () => {
  const general = helpOf('-h');
  expect(
    general.startsWith('iptables v1.8.9 (legacy)\n\nUsage: iptables -[ACD] chain rule-specification [options]\n'),
  ).toBe(true);
  expect(helpOf('-m comment -h')).toBe(
    `${general}\ncomment match options:\n--comment COMMENT             Attach a comment to a rule\n`,
  );
  expect(helpOf('-j NOTRACK -h')).toBe(`${general}\nNOTRACK does not take any options\n`);
});

test('the target comes first, matches in order, the verdicts as one', () => {
  const own = helpOf('-m udp -j LOG -m comment -h').slice(helpOf('-h').length);
  expect(own.match(/^\w+ (?:match|target) options/gm)).toEqual([
    'LOG target options',
    'udp match options',
    'comment match options',
  ]);
  expect(helpOf('-j DROP -h')).toContain('\nstandard match options:\n(If target is DROP, ACCEPT, RETURN or nothing)\n');
});

test("a protocol's match is explained unless another match is named", () => {
  expect(helpOf('-p TCP -h')).toContain('\ntcp match options:\n');
  expect(helpOf('-p tcp -m state -h')).not.toContain('tcp match options');
  expect(helpOf('-p 6 -h')).toBe(helpOf('-h'));
});
