import { formatAddress } from '../../engine/index.ts';
import type { ConntrackChange, ConntrackEntry, ConntrackView, Tuple } from '../../engine/index.ts';
import { failure, success } from '../command.ts';
import type { Command, Output, Surroundings } from '../command.ts';
import { changesOf, draftOf } from './conntrack-draft.ts';
import { asksNoStatus, filterOf } from './conntrack-filter.ts';
import { CONNTRACK_HELP } from './conntrack-help.ts';
import { OUTPUTS, RequestReader } from './conntrack-options.ts';
import type { Request } from './conntrack-options.ts';

type Machine = Surroundings['machine'];

const NAME = 'conntrack v1.4.7 (conntrack-tools)';
const HINT = "Try `conntrack -h' or 'conntrack --help' for more information.\n";
const told = (count: number, what: string): string => `${NAME}: ${count} ${what}\n`;
const failed = (message: string): Output => failure(`${NAME}: Operation failed: ${message}\n`);

const refused = (message: string): Output => failure(`${NAME}: ${message}\n${HINT}`, 2);

interface Found {
  readonly entry: ConntrackEntry;
  readonly view: ConntrackView;
}

const find = ({ host }: Machine, request: Request, without: readonly string[] = []): readonly Found[] => {
  const filter = filterOf(request, without);
  return host.conntrack
    .entries()
    .map((entry) => ({ entry, view: host.conntrack.view(entry) }))
    .filter(({ view }) => filter(view))
    .toSorted((a, b) => (a.view.line < b.view.line ? -1 : 1));
};

/** `xml`, `id` and so on, as given or by their beginning. */
const formatsOf = ({ given }: Request): ReadonlySet<string> =>
  new Set(
    (given.get('output') ?? '')
      .split(',')
      .filter(Boolean)
      .map((part) => OUTPUTS.find((name) => name.startsWith(part.toLowerCase())) ?? ''),
  );

function textOf({ view }: Found, formats: ReadonlySet<string>, use = view.use): string {
  if (formats.has('xml')) return flowElement(view, use);
  if (formats.has('save')) return savedLine(view);
  const line = view.line.replace(/use=\d+$/, `use=${use}`);
  return `${formats.has('extended') ? 'ipv4     2 ' : ''}${line}${formats.has('id') ? ` id=${view.id}` : ''}`;
}

const secondsOf = ({ remaining }: ConntrackView): number => Math.floor(remaining / 1000);

/** `-o save`: the words that would make the entry again. */
function savedLine(view: ConntrackView): string {
  const { original, reply, protocol, protocolName, sourceNat, destinationNat } = view;
  const status = [...(view.seenReply ? ['SEEN_REPLY'] : []), ...(view.assured ? ['ASSURED'] : [])].join(',') || 'UNSET';
  const ports =
    protocol === 1
      ? `--icmp-type ${original.destinationPart >>> 8} --icmp-code ${original.destinationPart & 255} --icmp-id ${original.sourcePart} `
      : [6, 17, 33, 132, 136].includes(protocol)
        ? `--sport ${original.sourcePart} --dport ${original.destinationPart} --reply-port-src ${reply.sourcePart} --reply-port-dst ${reply.destinationPart} `
        : '';
  const name = protocolName === 'unknown' ? String(protocol) : protocolName;
  const text =
    `-A -t ${secondsOf(view)} -u ${status} -s ${formatAddress(original.source)} -d ${formatAddress(original.destination)} ` +
    `${destinationNat ? '-g' : '-r'} ${formatAddress(reply.source)} ${sourceNat ? '-n' : '-q'} ${formatAddress(reply.destination)} -p ${name} ${ports}` +
    (view.state === '' ? '' : `--state ${view.state} `) +
    (view.mark === 0 ? '' : `-m ${view.mark} `);
  return text.trimEnd();
}

function metaElement(
  direction: 'original' | 'reply',
  { source, destination, ...parts }: Tuple,
  view: ConntrackView,
): string {
  const { protocol, protocolName } = view;
  const counters = view.counters?.[direction];
  const counted =
    counters === undefined
      ? ''
      : `<counters><packets>${counters.packets}</packets><bytes>${counters.bytes}</bytes></counters>`;
  const layer4 = [6, 17, 33, 132, 136].includes(protocol)
    ? `<sport>${parts.sourcePart}</sport><dport>${parts.destinationPart}</dport>`
    : '';
  return (
    `<meta direction="${direction}"><layer3 protonum="2" protoname="ipv4"><src>${formatAddress(source)}</src><dst>${formatAddress(destination)}</dst></layer3>` +
    `<layer4 protonum="${protocol}" protoname="${protocolName}">${layer4}</layer4>${counted}</meta>`
  );
}

function flowElement(view: ConntrackView, use: number): string {
  const state = view.state === '' ? '' : `<state>${view.state}</state>`;
  const flags = `${view.assured ? '<assured/>' : ''}${view.seenReply ? '' : '<unreplied/>'}`;
  const zone =
    view.zone.original === view.zone.reply && view.zone.original !== 0 ? `<zone>${view.zone.original}</zone>` : '';
  return (
    `<flow>${metaElement('original', view.original, view)}${metaElement('reply', view.reply, view)}` +
    `<meta direction="independent">${state}<timeout>${secondsOf(view)}</timeout><mark>${view.mark}</mark>${zone}<use>${use}</use><id>${view.id}</id>${flags}</meta></flow>`
  );
}

function show(found: readonly Found[], formats: ReadonlySet<string>, use?: number): string {
  const lines = found.map((each) => `${textOf(each, formats, use)}\n`).join('');
  if (!formats.has('xml') || found.length === 0) return lines;
  return `<?xml version="1.0" encoding="utf-8"?>\n<conntrack>\n${lines}</conntrack>\n`;
}

function list(machine: Machine, request: Request): Output {
  const formats = formatsOf(request);
  if (formats.has('save') && formats.size > 1)
    return failure('cannot combine save output with any other output type, use -o save only\n');
  if (request.table === 'expect') {
    const lines = machine.host.conntrack.expectationLines();
    const stderr = told(lines.length, 'expectations have been shown.');
    return { exit: 0, stdout: lines.map((line) => `${line}\n`).join(''), stderr };
  }
  if (asksNoStatus(request)) return failed('invalid parameters');
  const found = request.table === 'conntrack' ? find(machine, request) : [];
  const stdout = show(found, formats);
  if (request.given.has('zero'))
    for (const { entry } of found)
      for (const direction of ['original', 'reply'] as const) {
        const counters = entry.counters?.[direction];
        if (counters !== undefined) Object.assign(counters, { packets: 0, bytes: 0 });
      }
  return { exit: 0, stdout, stderr: told(found.length, 'flow entries have been shown.') };
}

function remove(machine: Machine, request: Request): Output {
  if (request.table === 'expect') return failed("such expectation doesn't exist");
  const found = find(machine, request);
  const stdout = show(found, formatsOf(request));
  for (const { entry } of found) machine.host.conntrack.delete(entry, 'deleted by conntrack -D');
  return { exit: found.length > 0 ? 0 : 1, stdout, stderr: told(found.length, 'flow entries have been deleted.') };
}

function flush(machine: Machine, { table }: Request): Output {
  if (table === 'expect') return { exit: 0, stdout: '', stderr: `${NAME}: expectation table has been emptied.\n` };
  for (const entry of machine.host.conntrack.entries()) machine.host.conntrack.delete(entry, 'deleted by conntrack -F');
  return { exit: 0, stdout: '', stderr: `${NAME}: connection tracking table has been emptied.\n` };
}

function create(machine: Machine, request: Request): Output {
  const draft = draftOf(request);
  if (draft === null) return failed('invalid parameters');
  const { conntrack } = machine.host;
  if (conntrack.create(draft) === null) return failed('Such conntrack exists, try -U to update');
  const made = draft.timeout === 0 ? conntrack.find(draft.original, 0) : null;
  if (made !== null) conntrack.delete(made.entry, 'timed out');
  return { exit: 0, stdout: '', stderr: told(1, 'flow entries have been created.') };
}

function get(machine: Machine, request: Request): Output {
  const draft = draftOf(request);
  if (request.given.has('reply-src') && request.given.has('reply-dst')) return failed('invalid parameters');
  const found = draft === null ? null : machine.host.conntrack.find(draft.original, 0);
  if (found === null) return failed("such conntrack doesn't exist");
  const shown = { entry: found.entry, view: machine.host.conntrack.view(found.entry) };
  const stdout = show([shown], formatsOf(request), shown.view.use + 1);
  return { exit: 0, stdout, stderr: told(1, 'flow entries have been shown.') };
}

/** Options that say what to change; the rest says of which entry. */
const CHANGING = ['mark', 'status', 'timeout', 'state', 'src-nat', 'dst-nat', 'output'];

const isNews = ({ mark, timeout, state, seenReply, assured }: ConntrackChange, view: ConntrackView): boolean =>
  timeout !== undefined ||
  (mark !== undefined && mark !== view.mark) ||
  (state !== undefined && state !== view.state) ||
  (seenReply === true && !view.seenReply) ||
  (assured === true && !view.assured);

function update(machine: Machine, request: Request): Output {
  if (request.table === 'expect') return refused("Can't do --update on expectations");
  const { conntrack } = machine.host;
  const change = changesOf(request);
  const byTuple = ['src', 'dst', 'reply-src', 'reply-dst'].some((name) => request.given.has(name));
  const found = find(machine, request, CHANGING).filter(({ view }) => isNews(change(view), view));
  // Without an address of the asker's the tool sends back all that it was told, which the kernel does not take.
  if (!byTuple && found.length > 0)
    return failure(`Operation failed: Operation not supported\n${NAME}: Operation failed: Operation not supported\n`);
  // It never names a zone.
  const changed = found.filter(({ view }) => view.zone.original === 0);
  const missed = 'Operation failed: No such file or directory\n'.repeat(found.length - changed.length);
  for (const { entry, view } of changed) conntrack.change(entry, change(view));
  const shown = changed.map(({ entry }) => ({ entry, view: conntrack.view(entry) }));
  const stdout = shown.map((each) => show([each], formatsOf(request), each.view.use + 1)).join('');
  const stderr = missed + told(changed.length, 'flow entries have been updated.');
  return { exit: changed.length > 0 ? 0 : 1, stdout, stderr };
}

const STATISTICS =
  'cpu=0   \tfound=0 invalid=0 insert=0 insert_failed=0 drop=0 early_drop=0 error=0 search_restart=0 clash_resolve=0 chaintoolong=0 \n';

const EXPECT_STATISTICS = 'cpu=0   \texpect_new=0 expect_create=0 expect_delete=0 \n';

function run(machine: Machine, request: Request): Output {
  const { conntrack } = machine.host;
  switch (request.action) {
    case 'L':
      return list(machine, request);
    case 'D':
      return remove(machine, request);
    case 'F':
      return flush(machine, request);
    case 'I':
      return create(machine, request);
    case 'U':
      return update(machine, request);
    case 'G':
      return request.table === 'expect' ? failed("such expectation doesn't exist") : get(machine, request);
    case 'C':
      return success(`${request.table === 'expect' ? conntrack.expectations().length : conntrack.entries().length}\n`);
    case 'S':
      return success(request.table === 'expect' ? EXPECT_STATISTICS : STATISTICS);
    case 'V':
      return success(`${NAME}\n`);
    case 'h':
      return success(CONNTRACK_HELP);
    case 'E':
      return failure('conntrack: -E waits for what comes; here the events stand in each step of the timeline.\n');
  }
}

export const conntrack: Command = {
  name: 'conntrack',
  aliases: ['/sbin/conntrack', '/usr/sbin/conntrack'],
  summary:
    'list, count, make, change or delete tracked connections (-L, -C, -I, -U, -D, -F; -p -s -d --dport --state …)',
  run(args, { machine }) {
    const reader = new RequestReader(args);
    const request = reader.read();
    const output = typeof request === 'string' ? refused(request) : run(machine, request);
    return { ...output, stderr: reader.warnings + output.stderr };
  },
};
