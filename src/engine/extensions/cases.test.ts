import { describe, expect, test } from 'vitest';

import { createRuleset, formatRuleset, restoreRuleset, runIptables, splitLine } from '../iptables/index.ts';
import { TABLES } from '../model/index.ts';
import type { WalkEvent } from '../model/index.ts';
import { runScenario, validateScenario } from '../scenario/index.ts';
import type { ExtensionCases, PacketCase, RuleCase } from './cases.ts';
import type { SetLookup } from './options.ts';
import { findMatch, findTarget, MATCHES, TARGETS } from './registry.ts';

const modules = import.meta.glob<{ readonly cases: ExtensionCases }>('./{matches,targets}/*.cases.ts', { eager: true });
const tables = Object.values(modules).map(({ cases }) => cases);

/** Every table opened, and a user chain to jump to. */
const empty = createRuleset([...TABLES].reverse());

const lookup =
  (sets: readonly string[]): SetLookup =>
  (name) =>
    sets.includes(name) ? { dimensions: 1 } : null;

function runRule(
  { table = 'filter', chain = 'INPUT', rule }: RuleCase,
  sets: readonly string[],
): { readonly saved: string; readonly listed: string; readonly stderr: string } {
  const { ruleset, stderr } = runIptables(['-t', table, '-A', chain, ...splitLine(rule)], empty, {
    findSet: lookup(sets),
  });
  const prefix = `-A ${chain} `;
  const saved =
    formatRuleset(ruleset)
      .split('\n')
      .find((line) => line.startsWith(prefix))
      ?.slice(prefix.length) ?? '';
  const row = runIptables(['-t', table, '-nvL', chain, '1'], ruleset).stdout.trimEnd();
  return { saved, listed: row.replace(/^.{39}.*?[\d.]+(\/\S+)? +[!\d.]+(\/\S+)? */, ''), stderr };
}

describe.each(tables)('$name', ({ rules, packets = [], sets = [] }) => {
  test.each(rules)('$rule', (given) => {
    const { saved, listed, stderr } = runRule(given, sets);
    if (given.error !== undefined) expect(stderr).toContain(given.error);
    else expect(stderr).not.toContain('iptables');
    if (given.saved !== undefined) expect(saved).toBe(given.saved === '=' ? given.rule : given.saved);
    if (given.listed !== undefined) expect(listed).toBe(given.listed);
  });

  test.each(rules.filter(({ error, unreadable }) => error === undefined && unreadable === undefined))(
    'what is saved of "$rule" reads as itself',
    (given) => {
      const { table = 'filter', chain = 'INPUT' } = given;
      const { saved } = runRule(given, sets);
      const { exit, ruleset } = restoreRuleset(`*${table}\n-A ${chain} ${saved}\nCOMMIT\n`, new Map(), {
        findSet: lookup(sets),
      });
      expect(exit).toBe(0);
      expect(formatRuleset(ruleset)).toContain(`-A ${chain} ${saved}\n`);
    },
  );

  test.each(packets)('$rule and $packet', (given) => expect(outcome(given)).toEqual(given.result));
});

/** Walks the packet past the rule, which stands alone in its chain, and reads the outcome off the events. */
function outcome({ rule, table = 'filter', chain = 'INPUT', packet }: PacketCase): PacketCase['result'] | null {
  const local = chain === 'OUTPUT' || chain === 'POSTROUTING';
  const addresses = local
    ? { from: 'local', src: '10.0.0.1', dst: '10.0.0.2' }
    : { in: 'eth0', src: '10.0.0.2', dst: '10.0.0.1' };
  const scenario = validateScenario({
    chainwalk: 1,
    host: { interfaces: [{ name: 'eth0', addresses: ['10.0.0.1/8'] }] },
    ruleset: `*${table}\n-A ${chain} ${rule}\nCOMMIT\n`,
    timeline: [{ packet: { ...addresses, ...packet } }],
  });
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error));
  const run = runScenario(scenario.value, { shell: () => ({ exit: 127, stdout: '', stderr: '' }), events: true });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return readOutcome(run.value.steps[0]?.events ?? [], table, chain);
}

function readOutcome(events: readonly WalkEvent[], table: string, chain: string): PacketCase['result'] | null {
  for (const event of events) {
    if (event.kind === 'dropped' && event.reason === 'hotdrop') return 'hotdrop';
    if (event.kind === 'matched' && event.table === table && event.chain === chain) return 'match';
    if (event.kind === 'missed' && event.table === table && event.chain === chain)
      return { miss: event.reasons?.[0]?.option ?? '' };
  }
  return null;
}

test('no name stands twice in the registry', () => {
  for (const names of [MATCHES, TARGETS].map((list) => list.map(({ name }) => name)))
    expect(new Set(names).size).toBe(names.length);
});

test('every extension of the registry has a case table, and every table its extension', () => {
  const named = new Set(tables.map(({ name }) => name));
  for (const { name } of [...MATCHES, ...TARGETS]) expect(named).toContain(name);
  for (const name of named) expect(findMatch(name) ?? findTarget(name)).toBeDefined();
});
