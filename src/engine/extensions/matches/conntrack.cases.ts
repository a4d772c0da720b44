import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'conntrack',
  rules: [
    { rule: '-m conntrack --ctstate RELATED,ESTABLISHED', saved: '=', listed: 'ctstate RELATED,ESTABLISHED' },
    { rule: '-m conntrack --ctstate est,new', saved: '-m conntrack --ctstate NEW,ESTABLISHED' },
    { rule: '-m conntrack ! --ctstate INVALID,DNAT', saved: '=', listed: '! ctstate INVALID,DNAT' },
    {
      rule: '-m conntrack --ctdir reply --ctexpire 5 --ctstatus NONE --ctrepldstport 1:2 --ctreplsrcport 2 --ctorigdstport ssh --ctorigsrcport :4 --ctrepldst 1.1.1.1 --ctreplsrc 2.2.2.0/24 --ctproto udp --ctstate NEW',
      saved:
        '-m conntrack --ctstate NEW --ctproto 17 --ctreplsrc 2.2.2.0/24 --ctrepldst 1.1.1.1 --ctorigsrcport 0:4 --ctorigdstport 22 --ctreplsrcport 2 --ctrepldstport 1:2 --ctstatus NONE --ctexpire 5 --ctdir REPLY',
    },
    { rule: '-m conntrack ! --ctorigsrc 10.1.2.3/8', saved: '=', listed: '! ctorigsrc 10.1.2.3/8' },
    { rule: '-m conntrack --ctexpire 4:3', saved: '=' },
    { rule: '-m conntrack', error: 'conntrack: At least one option is required' },
    { rule: '-m conntrack --ctstate FOO,NEW', error: 'Bad ctstate "FOO,NEW"' },
    { rule: '-m conntrack --ctstate NEW,', error: 'Bad ctstate ""' },
    { rule: '-m conntrack --ctstatus SNAT', error: 'Bad ctstatus "SNAT"' },
    { rule: '-m conntrack --ctdir ORIG', error: 'conntrack: Bad value for "--ctdir" option: "ORIG"' },
    { rule: '-m conntrack ! --ctdir REPLY', error: 'conntrack: option "--ctdir" cannot be inverted.' },
  ],
  packets: [
    { rule: '-m conntrack --ctstate NEW', packet: { proto: 'tcp', flags: 'SYN' }, result: 'match' },
    {
      rule: '-m conntrack --ctstate RELATED,ESTABLISHED',
      packet: { proto: 'tcp', flags: 'SYN' },
      result: { miss: '--ctstate' },
    },
    { rule: '-m conntrack --ctstate INVALID', packet: { proto: 'tcp', flags: 'FIN' }, result: 'match' },
    {
      rule: '-m conntrack --ctorigdstport 443',
      packet: { proto: 'tcp', dport: 80, flags: 'SYN' },
      result: { miss: '--ctorigdstport' },
    },
    { rule: '-m conntrack --ctdir REPLY', packet: { proto: 'udp', dport: 80 }, result: { miss: '--ctdir' } },
    { rule: '-m conntrack ! --ctstatus CONFIRMED', packet: { proto: 'udp', dport: 80 }, result: 'match' },
  ],
};
