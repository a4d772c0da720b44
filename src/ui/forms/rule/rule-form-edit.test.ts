import { expect, test } from 'vitest';
import type { ExtensionView, OptionView } from '../../../engine/index.ts';
import {
  emptyRule,
  isExcluded,
  isLegal,
  isShown,
  missingArgument,
  spellingIn,
  newPart,
  setInverted,
  setValue,
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
  expect(isLegal(dnat, 'nat', 'PREROUTING')).toBe(true);
  expect(isLegal(dnat, 'nat', 'POSTROUTING')).toBe(false);
  expect(isLegal(dnat, 'filter', null)).toBe(false);
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
