import { formatRoute, parseIpPrefix, routeProtocolName, scopeName } from '../../engine/index.ts';
import type { Machine, Route } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { IP_HELP } from './ip-help.ts';
import { complete, INCOMPLETE, noDevice, outputOf, refuse } from './ip-result.ts';
import type { IpOptions } from './ip-result.ts';
import { printJson, routesJson } from './ip-json.ts';
import { getRoute, showCache } from './ip-route-get.ts';

const COMMANDS = [
  'add',
  'append',
  'change',
  'chg',
  'replace',
  'prepend',
  'delete',
  'del',
  'get',
  'show',
  'lst',
  'list',
  'flush',
] as const;
const ADDED: Readonly<Record<string, 'add' | 'append' | 'change' | 'replace' | 'prepend'>> = {
  add: 'add',
  append: 'append',
  change: 'change',
  chg: 'change',
  replace: 'replace',
  prepend: 'prepend',
};
const SELECTORS: ReadonlySet<string> = new Set([
  'table',
  'dev',
  'via',
  'proto',
  'protocol',
  'scope',
  'src',
  'root',
  'match',
  'exact',
  'type',
  'metric',
]);
/** Words that iproute2 takes by their beginning, in its order. */
const SHORT = ['table', 'protocol', 'scope', 'type', 'dev', 'via', 'src', 'root', 'match', 'exact', 'metric'] as const;
const TYPES: ReadonlySet<string> = new Set([
  'unicast',
  'local',
  'broadcast',
  'unreachable',
  'prohibit',
  'blackhole',
  'throw',
]);
/** The three tables that always exist are this one and those after it. */
const DEFAULT_TABLE = 253;
const NUMBERS: Readonly<Record<string, number>> = { default: DEFAULT_TABLE, main: 254, local: 255 };

/** What is asked for is left out of the lines: 'dev eth0' with `show dev eth0`. */
interface Selector {
  readonly table: string;
  readonly prefix: { readonly kind: 'exact' | 'root' | 'match'; readonly text: string } | null;
  readonly words: readonly string[];
  readonly type: string | null;
  readonly device: string | null;
}

function select(words: readonly string[]): Selector | Output {
  let selector: Selector = { table: 'main', prefix: null, words: [], type: null, device: null };
  for (let at = 0; at < words.length; at += 1) {
    const typed = words[at] ?? '';
    const word = SHORT.find((each) => each.startsWith(typed) && typed !== '') ?? typed;
    if (TYPES.has(word)) {
      selector = { ...selector, type: word };
      continue;
    }
    if (word === 'cache' || word === 'cached' || word === 'cloned') {
      selector = { ...selector, table: 'cache' };
      continue;
    }
    if (word === 'to') {
      const next = words[(at += 1)];
      if (next === undefined) return INCOMPLETE;
      if (parseIpPrefix(next) === null && !SELECTORS.has(next))
        return refuse(`Error: any valid prefix is expected rather than "${next}".`, 1);
      if (!SELECTORS.has(next)) {
        selector = { ...selector, prefix: { kind: 'exact', text: next } };
        continue;
      }
      at -= 1;
      continue;
    }
    if (!SELECTORS.has(word)) {
      if (parseIpPrefix(word) === null && word !== 'default' && word !== 'any' && word !== 'all')
        return refuse(`Error: any valid prefix is expected rather than "${word}".`, 1);
      selector = { ...selector, prefix: { kind: 'exact', text: word } };
      continue;
    }
    const value = words[(at += 1)];
    if (value === undefined) return INCOMPLETE;
    if (word === 'dev' || word === 'oif') selector = { ...selector, device: value };
    if (word === 'table') selector = { ...selector, table: value };
    else if (word === 'type') selector = { ...selector, type: value };
    else if (word === 'root' || word === 'match' || word === 'exact')
      selector = { ...selector, prefix: { kind: word, text: value } };
    else selector = { ...selector, words: [...selector.words, `${word === 'protocol' ? 'proto' : word} ${value}`] };
  }
  return selector;
}

function fits(route: Route, { prefix, words, type }: Selector, line: string): boolean {
  if (type !== null && route.type !== type) return false;
  if (!words.every((each) => ` ${line} `.includes(` ${each} `))) return false;
  if (prefix === null) return true;
  const wanted = parseIpPrefix(prefix.text);
  if (wanted === null) return false;
  const inside = (address: number, length: number, of: number): boolean =>
    Math.floor(address / 2 ** (32 - length)) === Math.floor(of / 2 ** (32 - length));
  const { address, length } = route.prefix;
  if (prefix.kind === 'exact') return address === wanted.address && length === wanted.length;
  if (prefix.kind === 'root') return length >= wanted.length && inside(address, wanted.length, wanted.address);
  return length <= wanted.length && inside(address, length, wanted.address);
}

const tableNumber = (word: string): number | null => NUMBERS[word] ?? (/^\d+$/.test(word) ? Number(word) : null);

function show({ host }: Machine, words: readonly string[], options: IpOptions): Output {
  const selector = select(words);
  if ('exit' in selector) return selector;
  const { table, device } = selector;
  if (device !== null && host.routing.device(device) === null) return noDevice(device);
  if (table === 'cache') return success(showCache(host));
  if (table === 'all' && selector.prefix === null && selector.words.length === 0) {
    const all = host.routing.showRoutes('all');
    return all.ok ? success(all.value) : outputOf(all);
  }
  const number = tableNumber(table);
  if (number === null) return refuse(`Error: argument "${table}" is wrong: table id value is invalid\n`, 255);
  const routes = host.routing.routes(number);
  if (routes.length === 0 && number < DEFAULT_TABLE)
    return refuse('Error: ipv4: FIB table does not exist.\nDump terminated', 2);
  const chosen = routes.filter((route) => fits(route, selector, formatRoute(route)));
  if (options.json) return success(printJson(routesJson(chosen), options));
  if (options.detailed) return success(chosen.map((route) => `${detailed(route)} \n`).join(''));
  const lines = chosen.map((route) => formatRoute(route));
  const leave = (line: string): string => selector.words.reduce((text, word) => text.replace(` ${word}`, ''), line);
  return success(lines.map((line) => `${leave(line)} \n`).join(''));
}

/** -d: the type always, protocol and scope too. */
function detailed(route: Route): string {
  const line = formatRoute(route);
  const typed = route.type === 'unicast' ? `unicast ${line}` : line;
  if (typed.includes(' proto '))
    return typed.includes(' scope ') ? typed : typed.replace(/( proto \S+)/, '$1 scope global');
  return typed.replace(/( dev \S+|$)/, `$1 proto ${routeProtocolName(route.protocol)} scope ${scopeName(route.scope)}`);
}

function flush({ host }: Machine, words: readonly string[]): Output {
  if (words.length === 0) return refuse('"ip route flush" requires arguments.', 1);
  if (words[0] === 'cache') {
    host.routing.exceptions.flush();
    return success();
  }
  const selector = select(words);
  if ('exit' in selector) return selector;
  const number = tableNumber(selector.table);
  if (number === null && selector.table !== 'all')
    return refuse(`Error: argument "${selector.table}" is wrong: table id value is invalid\n`, 255);
  if (number !== null && host.routing.routes(number).length === 0 && number < DEFAULT_TABLE)
    return refuse('Error: ipv4: FIB table does not exist.\nFlush terminated', 2);
  for (const table of number === null ? host.routing.tableNumbers() : [number])
    for (const route of host.routing.routes(table)) {
      const line = formatRoute(route);
      if (fits(route, selector, line)) host.routing.removeRoute(route);
    }
  return success();
}

/** Without a destination there is the usage. */
const routed = (result: ReturnType<Machine['host']['routing']['addRoute']>): Output =>
  !result.ok && result.error.message === '' ? { exit: 255, stdout: '', stderr: IP_HELP.route } : outputOf(result);

/** `ip route`. */
export function ipRoute(machine: Machine, [word = 'show', ...words]: readonly string[], options: IpOptions): Output {
  const { routing } = machine.host;
  if (word === 'help') return { exit: 255, stdout: '', stderr: IP_HELP.route };
  const command = complete(word, COMMANDS);
  if (command === undefined) return refuse(`Command "${word}" is unknown, try "ip route help".`, 255);
  const text = words.join(' ');
  switch (command) {
    case 'show':
    case 'lst':
    case 'list':
      return show(machine, words, options);
    case 'flush':
      return flush(machine, words);
    case 'get':
      return getRoute(machine, words);
    case 'delete':
    case 'del':
      return routed(routing.deleteRoute(text));
    default:
      return routed(routing.addRoute(text, ADDED[command]));
  }
}
