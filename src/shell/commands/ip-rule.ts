import { parsePrefix, formatPrefix } from '../../engine/index.ts';
import type { Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { IP_HELP } from './ip-help.ts';
import { complete, outputOf, refuse } from './ip-result.ts';
import type { IpOptions } from './ip-result.ts';
import { printJson, rulesJson } from './ip-json.ts';
import { IpWords } from './ip-words.ts';

const RULE_COMMANDS = ['list', 'lst', 'show', 'add', 'delete', 'flush', 'help'] as const;

/** `ip rule`. */
export function ipRule({ host }: Machine, [word = 'show', ...words]: readonly string[], options: IpOptions): Output {
  const { routing } = host;
  const command = complete(word, RULE_COMMANDS);
  switch (command) {
    case undefined:
      return refuse(`Command "${word}" is unknown, try "ip rule help".`, 255);
    case 'help':
      return { exit: 255, stdout: '', stderr: IP_HELP.rule };
    case 'add':
      if (words.length === 0) return refuse('"ip rule add" requires arguments.', 1);
      return outputOf(routing.addRule(words.join(' ')));
    case 'delete':
      return words.length === 0
        ? refuse('"ip rule del" requires arguments.', 1)
        : outputOf(routing.deleteRule(words.join(' ')));
    default:
      return showOrFlush(host, command, words, options);
  }
}

const NAMED_TABLES: readonly string[] = ['local', 'main', 'default'];

/** The words of a rule's line that each selector asks for. */
function readSelection(given: readonly string[]): readonly ((line: string) => boolean)[] | Output {
  const words = new IpWords(given);
  const tests: ((line: string) => boolean)[] = [];
  const has = (text: string): void => void tests.push((line) => ` ${line} `.includes(` ${text} `));
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'table' || word === 'lookup') {
      const table = words.argument();
      if (!/^\d+$/.test(table) && !NAMED_TABLES.includes(table) && words.problem === null)
        words.invalid(table, 'table id value is invalid\n');
      has(`lookup ${table}`);
    } else if (['preference', 'priority', 'order', 'pref', 'prio'].includes(word)) {
      const preference = words.argument();
      if (!/^\d+$/.test(preference) && words.problem === null)
        words.invalid(preference, 'preference value is invalid\n');
      tests.push((line) => line.startsWith(`${preference}:`));
    } else if (word === 'fwmark') {
      const mark = Number(words.argument());
      if (Number.isNaN(mark)) words.invalid(word, 'fwmark value is invalid\n');
      has(`fwmark 0x${mark.toString(16)}`);
    } else if (word === 'iif' || word === 'oif' || word === 'dev')
      has(`${word === 'dev' ? 'iif' : word} ${words.argument()}`);
    else if (word === 'protocol') words.argument();
    else {
      const text = word === 'from' || word === 'to' ? words.argument() : word;
      const prefix = parsePrefix(text);
      if (prefix === null && words.problem === null)
        words.refuse(`Error: inet prefix is expected rather than "${text}".`, 1);
      if (prefix !== null) has(`${word === 'to' ? 'to' : 'from'} ${formatPrefix(prefix)}`);
    }
  }
  return words.problem ?? tests;
}

function showOrFlush(
  { routing }: Machine['host'],
  command: string,
  words: readonly string[],
  options: IpOptions,
): Output {
  const tests = readSelection(words);
  if ('exit' in tests) return tests;
  const lines = routing
    .showRules()
    .split('\n')
    .filter((line) => line !== '' && tests.every((test) => test(line.replace('\t', ' '))));
  if (command !== 'flush' && options.json) return success(printJson(rulesJson(lines), options));
  if (command !== 'flush' && options.detailed)
    return success(
      lines
        .map((line) =>
          line.includes(' proto ')
            ? `${line}\n`
            : `${line} proto ${/^(0|32766|32767):/.test(line) ? 'kernel' : 'unspec'}\n`,
        )
        .join(''),
    );
  if (command !== 'flush') return success(lines.map((line) => `${line}\n`).join(''));
  for (const line of lines) {
    const priority = Number(line.split(':')[0]);
    if (priority > 0) routing.deleteRule(`pref ${priority}`);
  }
  return success();
}
