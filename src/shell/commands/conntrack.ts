import type { ConntrackEntry, ConntrackView } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Command, Output, Surroundings } from '../command.ts';
import { FILTERS, NAT_FILTERS, protocolFilters } from './conntrack-filter.ts';
import type { Filter } from './conntrack-filter.ts';

type Action = 'L' | 'D' | 'F' | 'C' | 'S' | 'V' | 'h' | 'E' | 'G' | 'I' | 'U';
type Machine = Surroundings['machine'];

interface Request {
  readonly action: Action;
  readonly table: string;
  readonly filters: readonly Filter[];
  readonly formats: ReadonlySet<string>;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  '-L': 'L',
  '--dump': 'L',
  '-D': 'D',
  '--delete': 'D',
  '-F': 'F',
  '--flush': 'F',
  '-C': 'C',
  '--count': 'C',
  '-S': 'S',
  '--stats': 'S',
  '-V': 'V',
  '--version': 'V',
  '-h': 'h',
  '--help': 'h',
  '-E': 'E',
  '--event': 'E',
  '-G': 'G',
  '--get': 'G',
  '-I': 'I',
  '--create': 'I',
  '-U': 'U',
  '--update': 'U',
};
const FORMATS: ReadonlySet<string> = new Set(['extended', 'id', 'ktimestamp', 'timestamp', 'labels', 'userspace']);
/** They take a word and change nothing here. */
const IGNORED: ReadonlySet<string> = new Set(['-f', '--family', '-b', '--buffer-size', '-t', '--timeout']);
const NAME = 'conntrack v1.4.7 (conntrack-tools)';

const refused = (message: string): Output => ({
  exit: 2,
  stdout: '',
  stderr: `${NAME}: ${message}\nTry \`conntrack -h' or 'conntrack --help' for more information.\n`,
});

function parse(args: readonly string[]): Request | string {
  let action: Action = 'h';
  let table = 'conntrack';
  let readers = { ...FILTERS };
  const filters: Filter[] = [];
  const formats = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const following = args[at + 1];
    const next = following === undefined || following.startsWith('-') ? null : following;
    const act = ACTIONS[arg];
    if (act !== undefined) {
      if (action !== 'h') return 'Invalid commands combination';
      action = act;
      if (next === null) continue;
      if (!['conntrack', 'expect', 'dying', 'unconfirmed'].includes(next)) return `unknown type \`${next}'`;
      table = next;
      at += 1;
      continue;
    }
    if (IGNORED.has(arg)) {
      at += 1;
      continue;
    }
    if (arg === '-o' || arg === '--output') {
      for (const format of (following ?? '').split(',')) {
        if (!FORMATS.has(format)) return `Bad parameter \`${format}'`;
        formats.add(format);
      }
      at += 1;
      continue;
    }
    const natReader = NAT_FILTERS[arg];
    const read = natReader ?? readers[arg];
    if (read === undefined) return `unknown option \`${arg}'`;
    if (next === null && natReader === undefined) return `option \`${arg}' requires an argument`;
    const filter = read(next ?? '');
    if (typeof filter === 'string') return filter;
    filters.push(filter);
    if (next !== null) at += 1;
    if (read === FILTERS['-p']) readers = { ...readers, ...protocolFilters(next ?? '') };
  }
  return { action, table, filters, formats };
}

interface Found {
  readonly entry: ConntrackEntry;
  readonly view: ConntrackView;
}

const find = ({ host }: Machine, filters: readonly Filter[]): readonly Found[] =>
  host.conntrack
    .entries()
    .map((entry) => ({ entry, view: host.conntrack.view(entry) }))
    .filter(({ view }) => filters.every((filter) => filter(view)))
    .toSorted((a, b) => (a.view.line < b.view.line ? -1 : 1));

const lineOf =
  (formats: ReadonlySet<string>) =>
  ({ view }: Found): string =>
    `${formats.has('extended') ? 'ipv4     2 ' : ''}${view.line}${formats.has('id') ? ` id=${view.id}` : ''}\n`;

const told = (count: number, what: string): string => `${NAME}: ${count} ${what}\n`;

function list(machine: Machine, { table, filters, formats }: Request): Output {
  if (table === 'expect') {
    const lines = machine.host.conntrack.expectationLines();
    return {
      exit: 0,
      stdout: lines.map((line) => `${line}\n`).join(''),
      stderr: told(lines.length, 'expectations have been shown.'),
    };
  }
  const found = table === 'conntrack' ? find(machine, filters) : [];
  return {
    exit: 0,
    stdout: found.map(lineOf(formats)).join(''),
    stderr: told(found.length, 'flow entries have been shown.'),
  };
}

function remove(machine: Machine, { filters, formats }: Request): Output {
  const found = find(machine, filters);
  const stdout = found.map(lineOf(formats)).join('');
  for (const { entry } of found) machine.host.conntrack.delete(entry, 'deleted by conntrack -D');
  return { exit: found.length > 0 ? 0 : 1, stdout, stderr: told(found.length, 'flow entries have been deleted.') };
}

function flush(machine: Machine, table: string): Output {
  if (table === 'expect') return { exit: 0, stdout: '', stderr: `${NAME}: expectation table has been emptied.\n` };
  for (const { entry } of find(machine, [])) machine.host.conntrack.delete(entry, 'deleted by conntrack -F');
  return { exit: 0, stdout: '', stderr: `${NAME}: connection tracking table has been emptied.\n` };
}

const STATISTICS =
  'cpu=0   \tfound=0 invalid=0 insert=0 insert_failed=0 drop=0 early_drop=0 error=0 search_restart=0 clash_resolve=0 chaintoolong=0 \n';
const HELP = `Command line interface for the connection tracking system. Version 1.4.7
Usage: conntrack [commands] [options]

Commands:
  -L [table] [options]\t\tList conntrack or expectation table
  -D [table] parameters\t\tDelete conntrack or expectation
  -F [table]\t\t\tFlush table
  -C [table]\t\t\tShow counter
  -S\t\t\t\tShow statistics

Tables: conntrack, expect, dying, unconfirmed
`;

export const conntrack: Command = {
  name: 'conntrack',
  aliases: ['/sbin/conntrack', '/usr/sbin/conntrack'],
  summary: 'list, count or delete tracked connections (-L, -C, -D, -F; -p -s -d --dport --state …)',
  run(args, { machine }) {
    const request = parse(args);
    if (typeof request === 'string') return refused(request);
    switch (request.action) {
      case 'L':
        return list(machine, request);
      case 'D':
        return remove(machine, request);
      case 'F':
        return flush(machine, request.table);
      case 'C':
        return success(
          `${request.table === 'expect' ? machine.host.conntrack.expectations().length : machine.host.conntrack.entries().length}\n`,
        );
      case 'S':
        return success(STATISTICS);
      case 'V':
        return success(`${NAME}\n`);
      case 'h':
        return success(HELP);
      case 'E':
        return {
          exit: 1,
          stdout: '',
          stderr: 'conntrack: -E waits for what comes; here the events stand in each step of the timeline.\n',
        };
      case 'G':
      case 'I':
      case 'U':
        return { exit: 1, stdout: '', stderr: `conntrack: -${request.action} is not modelled.\n` };
    }
  },
};
