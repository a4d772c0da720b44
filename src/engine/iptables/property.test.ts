import fc from 'fast-check';
import { expect, test } from 'vitest';

import { areEqualRules, formatRule, formatRuleset, restoreRuleset, runIptables, splitLine } from './index.ts';
import type { Rule, Ruleset } from '../model/index.ts';

const maybe = (words: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.option(words, { nil: '' });
const inverted = fc.constantFrom('', '! ');
const address = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, length]) => `${ip}/${length}`);
const port = fc.integer({ min: 0, max: 65535 });
const ports = fc.oneof(
  port.map(String),
  fc.tuple(port, port).map((pair) => pair.toSorted((a, b) => a - b).join(':')),
);
const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];
/** An empty mask is saved as no condition, by iptables too. */
const mask = fc.subarray(FLAGS, { minLength: 1 }).map((names) => names.join(','));
const flags = fc.subarray(FLAGS).map((names) => names.join(',') || 'NONE');
const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' });
const quoted = text.map((raw) => `"${raw.replaceAll(/["\\]/g, '\\$&')}"`);

const tcp = fc
  .tuple(
    maybe(fc.tuple(inverted, ports).map(([not, value]) => ` ${not}--dport ${value}`)),
    maybe(fc.tuple(inverted, mask, flags).map(([not, ...pair]) => ` ${not}--tcp-flags ${pair.join(' ')}`)),
  )
  .map((words) => ` -p tcp -m tcp${words.join('')}`);
const udp = fc.tuple(inverted, ports).map(([not, value]) => ` -p udp -m udp ${not}--sport ${value}`);
const icmp = fc
  .tuple(inverted, fc.nat(254), fc.nat(255))
  .map(([not, type, code]) => ` -p icmp -m icmp ${not}--icmp-type ${type}/${code}`);

const rule = fc
  .tuple(
    maybe(fc.tuple(inverted, address).map(([not, value]) => ` ${not}-s ${value}`)),
    maybe(fc.tuple(inverted, address).map(([not, value]) => ` ${not}-d ${value}`)),
    maybe(fc.constantFrom(' -i eth0', ' ! -i wg+')),
    fc.oneof(fc.constant(''), tcp, udp, icmp),
    maybe(quoted.map((value) => ` -m comment --comment ${value}`)),
    maybe(fc.constantFrom(' -j ACCEPT', ' -j DROP', ' -j RETURN', ' -j u', ' -g u')),
  )
  .map((words) => words.join(''));

const onlyRule = (ruleset: Ruleset): Rule | undefined => ruleset.get('filter')?.chains.get('INPUT')?.entries[0]?.rule;
const load = (line: string): ReturnType<typeof restoreRuleset> =>
  restoreRuleset(`*filter\n:u - [0:0]\n-A INPUT ${line}\nCOMMIT\n`, new Map());

test('what is printed of a rule reads as the same rule, and prints the same', () => {
  fc.assert(
    fc.property(rule, (line) => {
      const typed = load(line);
      expect(typed.stderr).toBe('');
      const first = onlyRule(typed.ruleset);
      if (first === undefined) throw new Error('no rule');
      const printed = formatRule(first);
      const again = onlyRule(load(printed).ruleset);
      if (again === undefined) throw new Error(`not read back: ${printed}`);
      expect(formatRule(again)).toBe(printed);
      // An inverted range of all ports is saved as no condition at all, by iptables too.
      if (!/! --\w+ 0:65535/.test(line)) expect(areEqualRules(first, again)).toBe(true);
    }),
  );
});

test('a rule that was added is found and deleted by the same words', () => {
  fc.assert(
    fc.property(rule, (line) => {
      const { ruleset } = load('');
      const words = splitLine(line);
      const added = runIptables(['-A', 'INPUT', ...words], ruleset);
      expect(runIptables(['-C', 'INPUT', ...words], added.ruleset).exit).toBe(0);
      const deleted = runIptables(['-D', 'INPUT', ...words], runIptables(['-F', 'INPUT'], added.ruleset).ruleset);
      expect(deleted.exit).toBe(1);
      expect(
        formatRuleset(
          runIptables(['-D', 'INPUT', '1'], runIptables(['-D', 'INPUT', ...words], added.ruleset).ruleset).ruleset,
        ),
      ).not.toContain('-A');
    }),
  );
});

const garbage = fc.string({ unit: fc.constantFrom(...'*:-!"\\[] \n\tfilterCOMMIT#ApsjINPUT012,/'), maxLength: 200 });

test('any text is answered, none throws', () => {
  fc.assert(
    fc.property(garbage, (words) => {
      const { exit, stderr, diagnostics } = restoreRuleset(words, new Map(), { diagnose: true });
      expect(exit === 0).toBe(stderr === '' || diagnostics.length === 0);
      for (const { from, to } of diagnostics) expect(from <= to && to <= words.length).toBe(true);
    }),
  );
});
