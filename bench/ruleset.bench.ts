import { spawnSync } from 'node:child_process';
import { formatRuleset, restoreRuleset } from '../src/engine/index.ts';
import type { Benchmark } from './harness.ts';
import { rulesetOf } from './scenarios.ts';

const RULES = 20_000;
const TEXT = rulesetOf(RULES);

function read(): Benchmark {
  return {
    name: 'read 20,000 rules',
    unit: 'rules',
    run: () => {
      if (restoreRuleset(TEXT, new Map()).exit !== 0) throw new Error('the ruleset is refused');
      return RULES;
    },
  };
}

function print(): Benchmark {
  const { ruleset } = restoreRuleset(TEXT, new Map());
  return {
    name: 'print 20,000 rules',
    unit: 'rules',
    run: () => {
      if (formatRuleset(ruleset).length < TEXT.length) throw new Error('rules are missing');
      return RULES;
    },
  };
}

/** iptables itself on the same rules, in a network namespace that ends with it; the time to start it is in the figure. */
function kernel(name: string, script: string): Benchmark {
  return {
    name,
    unit: 'rules',
    run: () => {
      const { status, stderr } = inNamespace(script, TEXT);
      if (status !== 0) throw new Error(`${script}: ${stderr}`);
      return RULES;
    },
  };
}

const inNamespace = (script: string, input: string) =>
  spawnSync('unshare', ['--net', 'sh', '-c', script], { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

const hasIptables =
  process.getuid?.() === 0 && inNamespace('iptables-legacy-restore --test', '*filter\nCOMMIT\n').status === 0;

export const benchmarks: readonly Benchmark[] = [
  read(),
  ...(hasIptables ? [kernel('iptables-legacy-restore --test, 20,000 rules', 'iptables-legacy-restore --test')] : []),
  print(),
  ...(hasIptables
    ? [
        kernel('iptables-legacy-restore, 20,000 rules', 'iptables-legacy-restore'),
        kernel(
          'iptables-legacy-restore and -save, 20,000 rules',
          'iptables-legacy-restore && iptables-legacy-save >/dev/null',
        ),
      ]
    : []),
];
