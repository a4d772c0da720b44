import { matchIf, ok } from '../../model/index.ts';
import { briefStates, CONNTRACK_STATES, conntrackState, formatNames, parseNames } from '../conntrack-state.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './state.help.ts';

interface State {
  readonly mask: number;
  readonly inverted: boolean;
}

const { INVALID, NEW, RELATED, ESTABLISHED, UNTRACKED } = CONNTRACK_STATES;
const STATES = { INVALID, NEW, RELATED, ESTABLISHED, UNTRACKED };
const ORDER = ['INVALID', 'NEW', 'ESTABLISHED', 'RELATED', 'UNTRACKED'];
const MESSAGES = {
  bad: (rest: string): string => `Bad state "${rest}"`,
  empty: '"--state" requires a list of states with no spaces, e.g. ESTABLISHED,RELATED',
};

/** The old form of conntrack's --ctstate: to the kernel it is the conntrack match, but it keeps its own name when printed. */
export const state = defineMatch<State>({
  kind: 'match',
  name: 'state',
  size: 200,
  help,
  options: [
    {
      name: 'state',
      kind: 'custom',
      mandatory: true,
      invert: true,
      widget: 'flags',
      choices: ORDER,
      placeholder: 'RELATED,ESTABLISHED',
      read: (text) => parseNames(text, STATES, ORDER, MESSAGES),
    },
  ],
  legality: { kernelName: 'conntrack' },
  needs: ['conntrack', 'defrag'],
  build: (given) => ok({ mask: given.value<number>('state') ?? 0, inverted: given.inverted('state') }),
  save: ({ mask, inverted }) => savedOption('state', formatNames(mask, STATES), inverted),
  list: ({ mask, inverted }) => `${inverted ? '! ' : ''}state ${formatNames(mask, STATES)}`,
  translate: ({ mask, inverted }) =>
    `ct state ${inverted ? '! ' : ''}${formatNames(mask, CONNTRACK_STATES).toLowerCase()}`,
  brief: ({ mask, inverted }) => `${inverted ? '!' : ''}${briefStates(mask)}`,
  match: ({ mask, inverted }, { packet }) =>
    matchIf(
      (STATES[conntrackState(packet)] & mask) !== 0,
      inverted,
      '--state',
      () => `${inverted ? '! ' : ''}${formatNames(mask, STATES)}`,
      () => conntrackState(packet),
    ),
});
