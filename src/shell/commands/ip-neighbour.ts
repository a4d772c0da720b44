import { formatAddress, formatMac, parseAddress, parseMac, parsePrefix } from '../../engine/index.ts';
import type { Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { IP_HELP } from './ip-help.ts';
import type { IpOptions } from './ip-result.ts';
import { neighboursJson, printJson } from './ip-json.ts';
import { complete, noDevice, refuse } from './ip-result.ts';
import { IpWords } from './ip-words.ts';

const COMMANDS = ['add', 'change', 'chg', 'replace', 'delete', 'get', 'show', 'lst', 'list', 'flush', 'help'] as const;
const STATES = ['permanent', 'reachable', 'noarp', 'none', 'stale', 'incomplete', 'delay', 'probe', 'failed'] as const;

interface Wanted {
  readonly address: number | null;
  readonly device: string | null;
  readonly mac: string | null;
  readonly state: string | null;
  readonly router: boolean;
  readonly proxy: boolean;
}

const NOTHING: Wanted = { address: null, device: null, mac: null, state: null, router: false, proxy: false };

function readState(words: IpWords): string {
  const word = words.argument();
  const state = word === 'all' ? 'all' : complete(word, STATES);
  if (state === undefined || word === '') words.invalid(word, 'nud state is bad');
  return state ?? '';
}

/** Words of add, change, replace, delete and get. */
function readEntry(given: readonly string[]): Wanted | Output {
  const words = new IpWords(given);
  let wanted = NOTHING;
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'lladdr') {
      const text = words.argument();
      if (wanted.mac !== null) words.refuse(`Error: duplicate "lladdr": "${text}" is the second value.`, 255);
      wanted = { ...wanted, mac: text };
    } else if (word === 'dev') wanted = { ...wanted, device: words.argument() };
    else if (word === 'nud') wanted = { ...wanted, state: readState(words) };
    else if (word === 'router') wanted = { ...wanted, router: true };
    else {
      if (word === 'proxy') wanted = { ...wanted, proxy: true };
      const text = word === 'to' || word === 'proxy' ? words.argument() : word;
      if (wanted.address !== null && wanted.proxy && words.problem === null)
        words.refuse(`Error: duplicate "address": "${text}" is the second value.`, 255);
      if (wanted.address !== null) words.duplicate('to', text);
      const address = parseAddress(text);
      if (address === null && words.problem === null)
        words.refuse(`Error: any valid address is expected rather than "${text}".`, 1);
      wanted = { ...wanted, address };
    }
  }
  return words.problem ?? wanted;
}

interface Selection {
  readonly prefix: string | null;
  readonly device: string | null;
  readonly states: readonly string[];
  readonly proxy: boolean;
}

/** Words of show and flush. */
function readSelection(given: readonly string[]): Selection | Output {
  const words = new IpWords(given);
  let selection: Selection = { prefix: null, device: null, states: [], proxy: false };
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'dev') selection = { ...selection, device: words.argument() };
    else if (word === 'nud') selection = { ...selection, states: [...selection.states, readState(words)] };
    else if (word === 'unused' || word === 'nomaster') continue;
    else if (word === 'proxy') selection = { ...selection, proxy: true };
    else {
      const text = word === 'to' ? words.argument() : word;
      if (text !== 'all' && text !== 'any' && text !== 'default' && parsePrefix(text) === null)
        words.refuse(`Error: any valid prefix is expected rather than "${text}".`, 1);
      selection = { ...selection, prefix: parsePrefix(text) === null ? null : text };
    }
  }
  return words.problem ?? selection;
}

const stateOf = (shown: string): string => (shown.split(' ').at(-1) ?? '').toLowerCase();

function isChosen(key: string, shown: string, { prefix, device, states, proxy }: Selection): boolean {
  const [address = '', on = ''] = key.split(' ');
  const wanted = prefix === null ? null : parsePrefix(prefix);
  const size = 2 ** (32 - (wanted?.length ?? 32));
  return (
    !proxy &&
    (device === null || on === device) &&
    (states.length === 0 || states.includes('all') || states.includes(stateOf(shown))) &&
    (wanted === null || Math.floor((parseAddress(address) ?? 0) / size) === Math.floor(wanted.address / size))
  );
}

const line = (key: string, shown: string, device: string | null): string =>
  `${device === null ? key.replace(' ', ' dev ') : key.replace(/ .*/, '')} lladdr ${shown} \n`;

function show({ neighbours }: Machine, selection: Selection, options: IpOptions): Output {
  const chosen = [...neighbours]
    .filter(([key, shown]) => isChosen(key, shown, selection))
    .filter(([, shown]) => selection.states.length > 0 || stateOf(shown) !== 'noarp');
  if (options.json) return success(printJson(neighboursJson(chosen, selection.device === null), options));
  return success(chosen.map(([key, shown]) => line(key, shown, selection.device)).join(''));
}

function flush({ neighbours }: Machine, selection: Selection): Output {
  for (const [key, shown] of neighbours) {
    const isLasting = ['permanent', 'noarp'].includes(stateOf(shown)) && selection.states.length === 0;
    if (!isLasting && isChosen(key, shown, selection)) neighbours.delete(key);
  }
  return success();
}

function get({ neighbours }: Machine, { address, device }: Wanted): Output {
  if (address === null || device === null) return refuse('Device and address are required arguments.', 1);
  const key = `${formatAddress(address)} ${device}`;
  const shown = neighbours.get(key);
  return shown === undefined ? refuse('Error: Neighbour entry not found.', 2) : success(line(key, shown, null));
}

type Change = 'add' | 'change' | 'replace' | 'delete';

function change({ neighbours, host }: Machine, command: Change, wanted: Wanted): Output {
  const { address, device, mac, state, router, proxy } = wanted;
  if (address === null || device === null) return refuse('Device and destination are required arguments.', 255);
  const bytes = mac === null ? null : parseMac(mac);
  if (mac !== null && bytes === null) return refuse(`"${mac}" is invalid lladdr.`, 1);
  if (host.routing.device(device) === null) return noDevice(device);
  if (proxy) return success();
  const key = `${formatAddress(address)} ${device}`;
  const before = neighbours.get(key);
  if (command === 'delete')
    return neighbours.delete(key) ? success() : refuse('RTNETLINK answers: No such file or directory', 2);
  if (command === 'add' && before !== undefined) return refuse('RTNETLINK answers: File exists', 2);
  if (command === 'change' && before === undefined) return refuse('RTNETLINK answers: No such file or directory', 2);
  const lladdr = bytes === null ? before?.split(' ')[0] : formatMac(bytes);
  if (lladdr === undefined) return refuse('Error: No link layer address given.', 2);
  neighbours.set(key, `${lladdr}${router ? ' router' : ''} ${(state ?? 'permanent').toUpperCase()}`);
  return success();
}

/** `ip neigh`: entries are kept and shown; whether they are there or not, every on-link address answers. */
export function ipNeighbour(
  machine: Machine,
  [word = 'show', ...words]: readonly string[],
  options: IpOptions,
): Output {
  const command = complete(word, COMMANDS);
  switch (command) {
    case undefined:
      return refuse(`Command "${word}" is unknown, try "ip neigh help".`, 255);
    case 'help':
      return { exit: 255, stdout: '', stderr: IP_HELP.neighbour };
    case 'show':
    case 'lst':
    case 'list':
    case 'flush': {
      const selection = readSelection(words);
      if ('exit' in selection) return selection;
      if (command === 'flush' && words.length === 0) return refuse('Flush requires arguments.', 1);
      if (selection.device !== null && machine.host.routing.device(selection.device) === null)
        return noDevice(selection.device);
      return command === 'flush' ? flush(machine, selection) : show(machine, selection, options);
    }
    default: {
      const wanted = readEntry(words);
      if ('exit' in wanted) return wanted;
      return command === 'get' ? get(machine, wanted) : change(machine, command === 'chg' ? 'change' : command, wanted);
    }
  }
}
