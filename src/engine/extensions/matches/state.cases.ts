import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'state',
  rules: [
    {
      rule: '-m state --state NEW,ESTABLISHED,INVALID',
      saved: '-m state --state INVALID,NEW,ESTABLISHED',
      listed: 'state INVALID,NEW,ESTABLISHED',
    },
    { rule: '-m state ! --state new', saved: '-m state ! --state NEW', listed: '! state NEW' },
    { rule: '-m state', error: 'state: option "--state" must be specified' },
    { rule: '-m state --state SNAT', error: 'Bad state "SNAT"' },
    {
      rule: '-m state --state NEW,',
      error: '"--state" requires a list of states with no spaces, e.g. ESTABLISHED,RELATED',
    },
    { rule: '-m state --state NEW --state INVALID', error: 'state: option "--state" can only be used once.' },
  ],
  packets: [
    { rule: '-m state --state NEW', packet: { proto: 'udp', dport: 53 }, result: 'match' },
    { rule: '-m state ! --state NEW', packet: { proto: 'udp', dport: 53 }, result: { miss: '--state' } },
    { rule: '-m state --state INVALID', packet: { proto: 'tcp', flags: 'FIN' }, result: 'match' },
  ],
};
