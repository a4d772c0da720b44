import { describe, expect, it } from 'vitest';
import { ruleForm, ruleText } from './rule-form.ts';
import type { RuleForm } from './views.ts';

function form(text: string, table = 'filter', chain = 'INPUT'): RuleForm {
  const result = ruleForm(table, chain, text);
  if ('message' in result) throw new Error(result.message);
  return result.form;
}

describe('rule form', () => {
  it.each([
    ['-s 10.0.0.0/8 ! -d 1.2.3.4/32 ! -i eth0 -p tcp -m tcp ! --dport 22:25 --tcp-flags SYN,ACK SYN -j DROP'],
    [
      '-p udp -m udp --dport 53 -m limit --limit 3/min --limit-burst 2 -m comment --comment "it\\\'s \\"x\\"" -j LOG --log-prefix "a b: "',
    ],
    ['-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
    ['-g somewhere'],
    [''],
    ['-f -j REJECT --reject-with icmp-host-prohibited'],
  ])('gives back the line it was made from: %s', (text) => {
    expect(ruleText(form(text))).toEqual({ ok: true, value: text });
  });

  it('takes a rule apart into head, matches and target', () => {
    expect(
      form('! -i eth0 -p tcp -m tcp --dport 443 -j DNAT --to-destination 10.0.0.1:80', 'nat', 'PREROUTING'),
    ).toEqual({
      table: 'nat',
      chain: 'PREROUTING',
      head: [
        { name: 'i', inverted: true, value: 'eth0' },
        { name: 'p', inverted: false, value: 'tcp' },
      ],
      matches: [{ name: 'tcp', options: [{ name: 'dport', inverted: false, value: '443' }] }],
      target: {
        kind: 'jump',
        name: 'DNAT',
        options: [{ name: 'to-destination', inverted: false, value: '10.0.0.1:80' }],
      },
    });
  });

  it('puts the words of an error at its option', () => {
    const bad = form('-p tcp -m tcp --dport 80 -j ACCEPT');
    const changed = {
      ...bad,
      matches: [{ name: 'tcp', options: [{ name: 'dport', inverted: false, value: '70000' }] }],
    };
    expect(ruleText(changed)).toEqual({
      ok: false,
      error: { message: "invalid port/service `70000' specified", part: 'match 1', option: 'dport' },
    });
  });

  it('keeps a list of addresses as typed: it stands for several rules', () => {
    expect(ruleText({ ...form('-j DROP'), head: [{ name: 's', inverted: false, value: '1.1.1.1,2.2.2.2' }] })).toEqual({
      ok: true,
      value: '-s 1.1.1.1,2.2.2.2 -j DROP',
    });
  });
});
