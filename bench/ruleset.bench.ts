import { spawnSync } from 'node:child_process';
import { formatRuleset, restoreRuleset } from '../src/engine/index.ts';
import type { Benchmark } from './harness.ts';
import { kubernetesRuleset } from './kubernetes.ts';
import { rulesetOf } from './scenarios.ts';

interface Text {
  readonly name: string;
  readonly text: string;
  readonly rules: number;
}

const textOf = (name: string, text: string): Text => ({ name, text, rules: text.match(/^-A /gm)?.length ?? 0 });

/** One long chain, and a Kubernetes node of 20,000 rules in 5,000 chains. */
const TEXTS: readonly Text[] = [
  textOf('20,000 rules', rulesetOf(20_000)),
  textOf('Kubernetes, 20,000 rules', kubernetesRuleset(1250)),
];

function read({ name, text, rules }: Text): Benchmark {
  return {
    name: `read ${name}`,
    unit: 'rules',
    run: () => {
      if (restoreRuleset(text, new Map()).exit !== 0) throw new Error('the ruleset is refused');
      return rules;
    },
  };
}

function print({ name, text, rules }: Text): Benchmark {
  const { ruleset } = restoreRuleset(text, new Map());
  return {
    name: `print ${name}`,
    unit: 'rules',
    run: () => {
      if (formatRuleset(ruleset).length < text.length / 2) throw new Error('rules are missing');
      return rules;
    },
  };
}

/** iptables itself on the same rules, in a network namespace that ends with it; the time to start it is in the figure. */
function kernel({ name, text, rules }: Text, script: string): Benchmark {
  return {
    name: `${script}, ${name}`,
    unit: 'rules',
    run: () => {
      const { status, stderr } = inNamespace(script, text);
      if (status !== 0) throw new Error(`${script}: ${stderr}`);
      return rules;
    },
  };
}

const inNamespace = (script: string, input: string) =>
  spawnSync('unshare', ['--net', 'sh', '-c', script], { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

const hasIptables =
  process.getuid?.() === 0 && inNamespace('iptables-legacy-restore --test', '*filter\nCOMMIT\n').status === 0;

/** The cost of -save alone is what the last takes longer than the one before. */
const TOOL = [
  'iptables-legacy-restore --test',
  'iptables-legacy-restore',
  'iptables-legacy-restore && iptables-legacy-save >/dev/null',
];

export const benchmarks: readonly Benchmark[] = TEXTS.flatMap((text) => [
  read(text),
  print(text),
  ...(hasIptables ? TOOL.map((script) => kernel(text, script)) : []),
]);
