/** Files of single rules and commands. */
import { createRuleset, formatRuleset, isTableName, restoreRuleset, runIptables } from '../../src/engine/index.ts';
import type { Ruleset } from '../../src/engine/index.ts';
import {
  difference,
  emptyRuleset,
  findSet,
  notModelledIn,
  readLines,
  readRecords,
  run,
  shellWords,
  type Check,
} from './corpus.ts';

interface RuleRecord {
  readonly ext: string;
  readonly table: string;
  readonly chain: string;
  readonly rule: string;
  readonly ok: boolean;
  readonly exit: number;
  readonly stderr: string;
  readonly saved: string | null;
  readonly list_nvL: string | null;
  readonly check_exit: number | null;
}

const savedRules = (ruleset: Ruleset): readonly string[] =>
  formatRuleset(ruleset)
    .split('\n')
    .filter((line) => line.startsWith('-A '));

/** The lines of rules in `-nvL` of a table. */
const listedRules = (table: string, ruleset: Ruleset): readonly string[] =>
  run(['-t', table, '-nvL'], ruleset)
    .stdout.split('\n')
    .filter((line) => /^ *\d+[KMGT]? +\d+[KMGT]? /.test(line));

/** iptables' own extension tests. */
export const ruleCases = (directory: string): readonly Check[] =>
  (readRecords(directory, 'iptables-t-cases.jsonl') as readonly RuleRecord[]).map((record) => {
    const words = shellWords(record.rule);
    return {
      name: `${record.ext} ${record.table} ${record.chain} ${record.rule}`,
      notModelled: notModelledIn(words),
      run: () => checkRule(record, words),
    };
  });

function checkRule(record: RuleRecord, words: readonly string[]): string | null {
  const { table, chain } = record;
  const result = run(['-t', table, '-A', chain, ...words], emptyRuleset());
  const exit =
    difference('exit', String(result.exit), String(record.exit)) ?? difference('stderr', result.stderr, record.stderr);
  if (exit !== null || record.exit !== 0) return exit;
  const check = run(['-t', table, '-C', chain, ...words], result.ruleset);
  return (
    difference('saved', savedRules(result.ruleset).join('\n'), record.saved ?? '') ??
    difference('listed', listedRules(table, result.ruleset).join('\n'), record.list_nvL ?? '') ??
    (record.check_exit === null ? null : difference('-C', String(check.exit), String(record.check_exit)))
  );
}

interface ProbeRecord {
  readonly ext: string;
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stderr: string;
  readonly saved?: readonly string[];
  readonly list_nvL?: readonly string[];
}

/** Commands at a boundary: the longest name, the largest number, one more. */
export const limitProbes = (directory: string): readonly Check[] =>
  (readRecords(directory, 'limit-probes.jsonl') as readonly ProbeRecord[]).map((record) => {
    const words = record.argv.slice(1);
    return { name: record.argv.join(' '), notModelled: notModelledIn(words), run: () => checkProbe(record, words) };
  });

function checkProbe(record: ProbeRecord, words: readonly string[]): string | null {
  const result = run(words, emptyRuleset());
  const exit =
    difference('exit', String(result.exit), String(record.exit)) ?? difference('stderr', result.stderr, record.stderr);
  if (exit !== null || record.exit !== 0) return exit;
  const own = formatRuleset(result.ruleset)
    .split('\n')
    .filter((line) => line.startsWith('-A ') || /^:\S+ - /.test(line));
  const saved = record.saved === undefined ? null : difference('saved', own.join('\n'), record.saved.join('\n'));
  if (saved !== null || record.list_nvL === undefined) return saved;
  return difference('listed', listedRules(words[1] ?? 'filter', result.ruleset).join('\n'), record.list_nvL.join('\n'));
}

interface WildRecord {
  readonly table: string;
  readonly rule: string;
  readonly saved: string;
}

/** Rules of real rulesets. User chains they name existed. */
export const wildRules = (directory: string): readonly Check[] =>
  (readRecords(directory, 'wild-rules.jsonl.gz') as readonly WildRecord[]).map((record, index) => ({
    name: `${index + 1} ${record.rule}`,
    notModelled: notModelledIn(shellWords(record.rule)),
    run: () => checkWild(record),
  }));

const BUILT_IN = /^(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)$/;
const VERDICT = /^(ACCEPT|DROP|RETURN|QUEUE)$/;

function checkWild(record: WildRecord): string | null {
  const named = [...record.saved.matchAll(/(?:^-A| -j| -g) (\S+)/g)].map((found) => found[1] ?? '');
  const chains = [...new Set(named)].filter(
    (name) => !BUILT_IN.test(name) && !VERDICT.test(name) && !/^[A-Z0-9]+$/.test(name),
  );
  const extra = namesOfUserChains(record, named);
  const declared = [...new Set([...chains, ...extra])].map((name) => `:${name} - [0:0]\n`).join('');
  const text = `*${record.table}\n${declared}${record.rule}\nCOMMIT\n`;
  const restored = restoreRuleset(text, new Map(), { findSet });
  if (restored.exit !== 0) return `refused: ${restored.stderr.split('\n')[0]}`;
  return difference('saved', savedRules(restored.ruleset).join('\n'), record.saved);
}

/** Chains in capitals that are no extension: the rule was taken, so they were chains. */
function namesOfUserChains(record: WildRecord, named: readonly string[]): readonly string[] {
  const probe = createRuleset(isTableName(record.table) ? [record.table] : []);
  return named.filter(
    (name) =>
      !BUILT_IN.test(name) && !VERDICT.test(name) && runIptables(['-t', record.table, '-N', name], probe).exit === 0,
  );
}

/** Words for a row of the matrix whose label leaves arguments out. */
const FULL_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['-j DNAT', '-j DNAT --to-destination 1.2.3.4'],
  ['-j SNAT', '-j SNAT --to-source 1.2.3.4'],
  ['-j NETMAP', '-j NETMAP --to 1.2.3.0/24'],
  ['-j MARK', '-j MARK --set-mark 1'],
  ['-j CONNMARK', '-j CONNMARK --set-mark 1'],
  ['-j CLASSIFY', '-j CLASSIFY --set-class 1:1'],
  ['-j DSCP', '-j DSCP --set-dscp 1'],
  ['-j AUDIT', '-j AUDIT --type accept'],
  ['-j CHECKSUM', '-j CHECKSUM --checksum-fill'],
  ['-j TOS', '-j TOS --set-tos 4'],
  ['-j TTL', '-j TTL --ttl-set 4'],
  ['-j TEE', '-j TEE --gateway 1.2.3.4'],
  ['-j CT', '-j CT --notrack'],
  ['-j CONNSECMARK', '-j CONNSECMARK --save'],
  ['-j IDLETIMER', '-j IDLETIMER --timeout 5 --label foo'],
  ['-j SET --add-set', '-j SET --add-set s1 src'],
  ['-j SET --map-set --map-mark', '-j SET --map-set s1 src --map-mark'],
  ['-j SET --map-set --map-prio', '-j SET --map-set s1 src --map-prio'],
  ['-j HMARK', '-j HMARK --hmark-tuple src --hmark-mod 1 --hmark-rnd 1'],
  ['-j RATEEST', '-j RATEEST --rateest-name a --rateest-interval 250ms --rateest-ewmalog 500ms'],
  ['-p tcp -j TPROXY', '-p tcp -j TPROXY --on-port 1'],
  ['-p tcp -j ECN', '-p tcp -j ECN --ecn-tcp-remove'],
  ['-p tcp -j TCPOPTSTRIP', '-p tcp -j TCPOPTSTRIP --strip-options 2'],
  ['-p tcp --syn -j TCPMSS --set-mss', '-p tcp --syn -j TCPMSS --set-mss 1400'],
  ['-p tcp -j REJECT tcp-reset', '-p tcp -j REJECT --reject-with tcp-reset'],
  ['-m addrtype', '-m addrtype --dst-type LOCAL'],
  ['-m addrtype --limit-iface-in', '-m addrtype --dst-type LOCAL --limit-iface-in'],
  ['-m addrtype --limit-iface-out', '-m addrtype --dst-type LOCAL --limit-iface-out'],
  ['-m ah', '-p ah -m ah'],
  ['-m comment', '-m comment --comment x'],
  ['-m connbytes', '-m connbytes --connbytes 1 --connbytes-mode bytes --connbytes-dir both'],
  ['-m connlimit', '-m connlimit --connlimit-above 1'],
  ['-m connmark', '-m connmark --mark 1'],
  ['-m conntrack', '-m conntrack --ctstate NEW'],
  ['-m cgroup', '-m cgroup --cgroup 1'],
  ['-m cluster', '-m cluster --cluster-total-nodes 2 --cluster-local-node 1 --cluster-hash-seed 1'],
  ['-m cpu', '-m cpu --cpu 0'],
  ['-m devgroup', '-m devgroup --src-group 1'],
  ['-m devgroup --dst-group', '-m devgroup --dst-group 1'],
  ['-m dscp', '-m dscp --dscp 1'],
  ['-m ecn', '-m ecn --ecn-ip-ect 1'],
  ['-m hashlimit', '-m hashlimit --hashlimit-upto 1/s --hashlimit-name x'],
  ['-m helper', '-m helper --helper ftp'],
  ['-m icmp', '-p icmp -m icmp --icmp-type 8'],
  ['-m iprange', '-m iprange --src-range 1.1.1.1-1.1.1.2'],
  ['-m length', '-m length --length 1'],
  ['-m limit', '-m limit'],
  ['-m mac', '-m mac --mac-source 00:11:22:33:44:55'],
  ['-m mark', '-m mark --mark 1'],
  ['-m nfacct', '-m nfacct --nfacct-name acc'],
  ['-m osf', '-p tcp -m osf --genre Linux'],
  ['-m physdev --physdev-in', '-m physdev --physdev-in eth0'],
  ['-m physdev --physdev-out', '-m physdev --physdev-out eth0'],
  ['-m set', '-m set --match-set s1 src'],
  ['-m multiport', '-p tcp -m multiport --dports 80'],
  ['-m owner', '-m owner --uid-owner 0'],
  ['-m pkttype', '-m pkttype --pkt-type unicast'],
  ['-m quota', '-m quota --quota 1'],
  ['-m realm', '-m realm --realm 1'],
  ['-m recent', '-m recent --set'],
  ['-m state', '-m state --state NEW'],
  ['-m statistic', '-m statistic --mode nth --every 2 --packet 0'],
  ['-m string', '-m string --string x --algo bm'],
  ['-m tcp', '-p tcp -m tcp'],
  ['-m tcpmss', '-p tcp -m tcpmss --mss 1'],
  ['-m time', '-m time --timestart 01:00'],
  ['-m tos', '-m tos --tos 4'],
  ['-m ttl', '-m ttl --ttl-eq 4'],
  ['-m u32', '-m u32 --u32 0=0'],
  ['-m udp', '-p udp -m udp'],
]);

/** Which extension is legal in which table and chain. */
export function hookMatrix(directory: string): readonly Check[] {
  const [header = '', ...rows] = readLines(directory, 'hook-matrix.tsv');
  const places = header.split('\t').slice(1, -1);
  return rows.flatMap((row) => {
    const [label = '', ...answers] = row.split('\t');
    const words = (FULL_ARGUMENTS.get(label) ?? label).split(' ');
    return places.map((place, index): Check => ({
      name: `${label} ${place}`,
      notModelled: notModelledIn(words),
      run: () => checkPlace(words, place, answers[index] ?? ''),
    }));
  });
}

function checkPlace(words: readonly string[], place: string, answer: string): string | null {
  const [table = '', chain = ''] = place.split('/');
  const { exit } = run(['-t', table, '-A', chain, ...words], emptyRuleset());
  return difference('answer', exit === 0 ? 'ok' : `E${exit}`, answer);
}
