import { expect, test } from 'vitest';
import { blocksOf, inlineOf } from './markdown.ts';

test('paragraphs, lists and fenced code', () => {
  expect(blocksOf('One.\n\nTwo:\n- a\n- b\n  more\n\n1. x\n2. y\n\n```sh\niptables -L\n\n-S\n```\nEnd')).toEqual([
    { kind: 'paragraph', text: 'One.' },
    { kind: 'paragraph', text: 'Two:' },
    { kind: 'list', ordered: false, items: ['a', 'b more'] },
    { kind: 'list', ordered: true, items: ['x', 'y'] },
    { kind: 'code', text: 'iptables -L\n\n-S' },
    { kind: 'paragraph', text: 'End' },
  ]);
});

test('only links to terms are links', () => {
  expect(inlineOf('a `b` **c** [hook](term:hook) [x](javascript:alert) [y](https://example.org)')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'code', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', text: 'c' },
    { kind: 'text', text: ' ' },
    { kind: 'term', id: 'hook', text: 'hook' },
    { kind: 'text', text: ' ' },
    { kind: 'text', text: 'x' },
    { kind: 'text', text: ' ' },
    { kind: 'text', text: 'y' },
  ]);
});
