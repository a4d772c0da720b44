import { analyseRuleset, createRuleset, parseCommand, restoreRuleset, splitLine } from '../iptables/index.ts';
import type { Finding } from '../iptables/index.ts';
import type { Diagnostic } from '../model/index.ts';
import { carriesCounters } from './machine.ts';
import { setLookup } from './set-lookup.ts';

export interface RulesetCheck {
  readonly exit: number;
  readonly stderr: string;
  /** Every line that is wrong; if none is, what the analysis found, as warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Line {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

const ignore = (): void => undefined;

/** How many rules a line appends: one for each pair of its addresses. */
function rulesOf(line: string): number {
  if (!/(^|\s)-(s|d)\s\S*,|--(source|src|destination|dst)/.test(line)) return 1;
  const parsed = parseCommand(splitLine(line.replace(/^\[\d+:\d+\]\s*/, '')), { warn: ignore, restore: true });
  return parsed.ok ? parsed.value.sources.length * parsed.value.destinations.length : 1;
}

/** Lines of the rules by 'table chain number'. Null if the text does more than append, so that numbers need not follow lines. */
function linesByRule(text: string): ReadonlyMap<string, Line> | null {
  const places = new Map<string, Line>();
  const counts = new Map<string, number>();
  let table = '';
  let from = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const place = { number: index + 1, from, to: from + line.length };
    from += line.length + 1;
    const declared = /^:(\S+)/.exec(line)?.[1];
    const appended = /^(?:\[\d+:\d+\]\s*)?(?:-A|--append)\s+(\S+)/.exec(line)?.[1];
    if (line.startsWith('*')) table = line.slice(1).trim();
    else if (declared !== undefined) places.set(`${table} ${declared} 0`, place);
    else if (appended !== undefined) {
      for (let left = rulesOf(line); left > 0; left -= 1) {
        const number = (counts.get(`${table} ${appended}`) ?? 0) + 1;
        counts.set(`${table} ${appended}`, number);
        places.set(`${table} ${appended} ${number}`, place);
      }
    } else if (/^(?:\[|-)/.test(line)) return null;
  }
  return places;
}

function warning(finding: Finding, lines: ReadonlyMap<string, Line> | null): Diagnostic {
  const { table, chain, rule, code, message } = finding;
  const place = lines?.get(`${table} ${chain} ${rule}`);
  const subject = rule === 0 ? `${table} ${chain}` : `${table} ${chain} ${rule}`;
  const severity = code === 'unmodelled' ? 'info' : 'warning';
  return {
    from: place?.from ?? 0,
    to: place?.to ?? 0,
    line: place?.number ?? 0,
    severity,
    code,
    message: `${subject}: ${message}`,
  };
}

/** iptables-restore --test on a text; if it loads, the rule analysis on what it loads. `ipsets` is `ipset save` text: sets that it may name. */
export function checkRuleset(text: string, ipsets?: string): RulesetCheck {
  const options = { counters: carriesCounters(text), diagnose: true, findSet: setLookup(ipsets) };
  const { exit, stderr, diagnostics, ruleset } = restoreRuleset(
    text,
    createRuleset(['filter', 'nat', 'mangle', 'raw']),
    options,
  );
  if (exit !== 0 || diagnostics.length > 0) return { exit, stderr, diagnostics };
  const findings = analyseRuleset(ruleset);
  const lines = findings.length === 0 ? null : linesByRule(text);
  return { exit, stderr, diagnostics: findings.map((finding) => warning(finding, lines)) };
}
