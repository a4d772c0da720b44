import { expect, test } from 'vitest';
import type { ExtensionView, OptionView } from '../../../engine/index.ts';
import {
  changeAt,
  emptyRule,
  illegality,
  isExcluded,
  isShown,
  missingArgument,
  spellingIn,
  newPart,
  setInverted,
  removeAt,
  setValue,
  withMatch,
  likelyMatches,
} from './rule-form-edit.ts';

const option = (name: string, more: Partial<OptionView> = {}): OptionView => ({
  name,
  kind: 'string',
  invert: false,
  mandatory: false,
  multi: false,
  excludes: [],
  widget: 'text',
  ...more,
});

test('an emptied option is gone, a flag stays without a value', () => {
  expect(setValue([{ name: 's', inverted: true, value: '10.0.0.1' }], 's', '')).toEqual([]);
  expect(setValue([], 'syn', '', true)).toEqual([{ name: 'syn', inverted: false, value: '' }]);
  expect(setInverted(setValue([], 'dport', '80'), 'dport', true)).toEqual([
    { name: 'dport', inverted: true, value: '80' },
  ]);
});

test('a new match shows what it must have', () => {
  const extension: ExtensionView = {
    kind: 'match',
    name: 'limit',
    modelled: true,
    options: [option('limit', { mandatory: true }), option('limit-burst')],
  };
  expect(newPart(extension)).toEqual({ name: 'limit', options: [{ name: 'limit', inverted: false, value: '' }] });
});

test('exclusion holds both ways, legality by table and hook', () => {
  const options = [option('a', { excludes: ['b'] }), option('b')];
  expect(isExcluded(options[1] as OptionView, options, [{ name: 'a', inverted: false, value: '1' }])).toBe(true);
  expect(isExcluded(options[0] as OptionView, options, [{ name: 'b', inverted: false, value: '1' }])).toBe(true);
  const dnat: ExtensionView = {
    kind: 'target',
    name: 'DNAT',
    modelled: true,
    tables: ['nat'],
    hooks: ['PREROUTING', 'OUTPUT'],
    options: [],
  };
  expect(illegality(dnat, 'nat', 'PREROUTING')).toBeNull();
  expect(illegality(dnat, 'nat', 'POSTROUTING')).toEqual({ kind: 'chains', names: ['PREROUTING', 'OUTPUT'] });
  expect(illegality(dnat, 'filter', null)).toEqual({ kind: 'tables', names: ['nat'] });
});

test('a match brings the protocol that it needs, unless the rule has one', () => {
  const tcp: ExtensionView = { kind: 'match', name: 'tcp', modelled: true, protocols: [6], options: [] };
  const form = withMatch(emptyRule('filter', 'INPUT'), tcp);
  expect(form.head).toEqual([{ name: 'p', inverted: false, value: 'tcp' }]);
  expect(likelyMatches(form)).toEqual(['multiport', 'conntrack', 'limit', 'comment']);
  const given = { ...emptyRule('filter', 'INPUT'), head: [{ name: 'p', inverted: false, value: '6' }] };
  expect(withMatch(given, tcp).head).toBe(given.head);
});

test('an option that stands twice is changed where it stands', () => {
  const proto = (value: string) => ({ name: 'proto', inverted: false, value });
  expect(changeAt([proto('esp'), proto('ah')], 1, { value: 'ipcomp' })).toEqual([proto('esp'), proto('ipcomp')]);
  expect(removeAt([proto('esp'), proto('ah')], 0)).toEqual([proto('ah')]);
});

test('an option is shown as the rule spells it, else in its shortest spelling', () => {
  const port = option('destination-port', { aliases: ['dport'] });
  expect(spellingIn(port, [])).toBe('dport');
  expect(spellingIn(port, [{ name: 'destination-port', inverted: false, value: '80' }])).toBe('destination-port');
});

test('a match that was just added asks for its argument at its place', () => {
  const limit: ExtensionView = {
    kind: 'match',
    name: 'limit',
    modelled: true,
    options: [option('limit', { mandatory: true })],
  };
  const form = { ...emptyRule('filter', 'INPUT'), matches: [newPart(limit)] };
  const error = missingArgument(form, [limit]);
  expect(error).toEqual({ part: 'match 1', option: 'limit', message: 'option "--limit" requires an argument' });
  expect(error && isShown(form, [limit], error)).toBe(true);
  expect(isShown(form, [limit], { part: 'match 2', option: 'limit', message: '' })).toBe(false);
});
