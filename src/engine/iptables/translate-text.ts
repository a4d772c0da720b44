/** The text of iptables-restore for translating: tables, chains and the commands between them (xtables_restore_parse). */
import type { Hook, Result, TableName } from '../model/index.ts';
import { TABLE_HOOKS, err, ok } from '../model/index.ts';
import { byteLength } from './bytes.ts';
import { splitFields, splitLine } from './lexer.ts';
import { refusal, usageFailure, type Failure } from './messages.ts';
import { isVerdict, LONGEST_NAME, nameTooLong } from './names.ts';
import { inputLine, splitCounters } from './restore-line.ts';
import { isTableName } from './tables.ts';

const PROGRAM = 'iptables-translate-restore';

export interface TextTranslation {
  readonly stdout: string;
  /** Where and why it ended early. */
  readonly stopped: { readonly failure: Failure; readonly line: number } | null;
}

type Translated = Result<string, Failure>;

/** `command` translates the words of one line, `-t TABLE` in front. */
export function translateText(text: string, command: (words: readonly string[]) => Translated): TextTranslation {
  let stdout = '';
  let table: TableName | null = null;
  let number = 0;
  for (let at = 0; at < text.length;) {
    const line = inputLine(text, at);
    at += line.length;
    number++;
    if (line === '\n' || line.startsWith('#')) continue;
    if (table !== null && (line === 'COMMIT\n' || line === 'COMMIT')) {
      table = null;
      continue;
    }
    const opened: Result<TableName | null, Failure> = line.startsWith('*') ? openTable(line, number) : ok(table);
    const read: Translated = opened.ok ? readLine(line, opened.value, number, command) : opened;
    if (!opened.ok || !read.ok)
      return { stdout, stopped: { failure: read.ok ? refusal('EINVAL') : read.error, line: number } };
    table = opened.value;
    stdout += read.value;
  }
  return { stdout, stopped: null };
}

const fail = (message: string): { readonly ok: false; readonly error: Failure } => err(usageFailure(message));

function openTable(line: string, number: number): Result<TableName, Failure> {
  const name = splitFields(line, 1)[0];
  if (name === undefined) return fail(`${PROGRAM}: line ${number} table name invalid`);
  return isTableName(name) ? ok(name) : fail(`${PROGRAM}: line ${number} table name '${name}' invalid`);
}

function readLine(
  line: string,
  table: TableName | null,
  number: number,
  command: (words: readonly string[]) => Translated,
): Translated {
  if (table === null) return err(refusal('EINVAL'));
  if (line.startsWith('*')) return ok(`add table ip ${table}\n`);
  if (line.startsWith(':')) return declareChain(line, table, number);
  const counted = splitCounters(line);
  return counted === null
    ? fail(`Bad line ${number}: need ]`)
    : command(['-t', table, ...splitLine(line, counted.rest)]);
}

function declareChain(line: string, table: TableName, number: number): Translated {
  const [name, policy] = splitFields(line, 1);
  if (name === undefined) return fail(`${PROGRAM}: line ${number} chain name invalid`);
  if (byteLength(name) > LONGEST_NAME) return fail(nameTooLong(name));
  if (name.startsWith('-') || name.startsWith('!')) return fail(`chain name not allowed to start with \`${name[0]}'`);
  if (isVerdict(name)) return fail('chain name may not clash with target name');
  if (policy === undefined) return fail(`${PROGRAM}: line ${number} policy invalid`);
  const hook = TABLE_HOOKS[table].find((known) => known === name);
  return ok(`add chain ip ${table} ${name}${hook === undefined ? '' : ` ${describeHook(table, hook, policy)}`}\n`);
}

/** Priority of each table's chains; those of nat depend on the hook. */
const PRIORITIES: { readonly [T in TableName]: number } = { raw: -300, mangle: -150, nat: 0, filter: 0, security: 0 };
const NAT_PRIORITIES: { readonly [H in Hook]?: number } = {
  PREROUTING: -100,
  INPUT: 100,
  OUTPUT: -100,
  POSTROUTING: 100,
};

const typeOf = (table: TableName, hook: Hook): string => {
  if (table === 'nat') return 'nat';
  return table === 'mangle' && hook === 'OUTPUT' ? 'route' : 'filter';
};

function describeHook(table: TableName, hook: Hook, policy: string): string {
  const priority = (table === 'nat' ? NAT_PRIORITIES[hook] : undefined) ?? PRIORITIES[table];
  const policyText = policy === 'ACCEPT' || policy === 'DROP' ? `policy ${policy.toLowerCase()}; ` : '';
  return `{ type ${typeOf(table, hook)} hook ${hook.toLowerCase()} priority ${priority}; ${policyText}}`;
}
