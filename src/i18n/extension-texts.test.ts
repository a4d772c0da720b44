import { expect, test } from 'vitest';
import { catalogue } from '../engine/index.ts';
import { aboutExtension, aboutOption } from './extension-texts.ts';
import { extensions } from './en/extensions.ts';

const modelled = catalogue().filter((extension) => extension.modelled);

test('every extension that is modelled is described in both languages', () => {
  const silent = modelled
    .map(({ name }) => name)
    .filter((name) => aboutExtension('en', name) === null || aboutExtension('zh', name) === null);
  expect(silent).toEqual([]);
});

test('every option that is described exists', () => {
  const described = Object.entries(extensions).flatMap(([name, text]) =>
    'options' in text ? Object.keys(text.options).map((option) => ({ name, option })) : [],
  );
  const strangers = described.filter(({ name, option }) => {
    const known = modelled.find((extension) => extension.name === name);
    return known !== undefined && !known.options.some((one) => one.name === option || one.aliases?.includes(option));
  });
  expect(strangers).toEqual([]);
});

test('an option is found by any spelling, and falls back on its extension', () => {
  expect(aboutOption('en', 'tcp', ['dport', 'destination-port'])).toBe('A port, a service name, or a range from:to.');
  expect(aboutOption('zh', 'limit', ['limit-burst'])).toContain('5');
  expect(aboutOption('en', 'ecn', ['ecn-ip-ect'])).toBe(aboutExtension('en', 'ecn'));
  expect(aboutOption('en', 'nobody-knows', ['x'])).toBeNull();
});
