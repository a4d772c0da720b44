import {
  formatAddress,
  formatMac,
  parseAddress,
  parseMac,
  parsePrefix,
  showAddresses,
  showLinks,
} from '../../engine/index.ts';
import type { Interface, InterfaceAddress, Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { IP_HELP } from './ip-help.ts';
import { complete, INCOMPLETE, noDevice, outputOf, refuse } from './ip-result.ts';
import type { IpOptions } from './ip-result.ts';
import { IpWords } from './ip-words.ts';

const ADDRESS_COMMANDS = ['add', 'change', 'chg', 'replace', 'delete', 'show', 'lst', 'list', 'flush', 'help'] as const;
const LINK_COMMANDS = ['add', 'set', 'change', 'replace', 'delete', 'show', 'lst', 'list', 'help'] as const;

interface Selection {
  readonly device: string | null;
  readonly upOnly: boolean;
  readonly inside: string | null;
  /** Something that no device here has: a type, a label. */
  readonly none: boolean;
  /** Addresses are shown or taken that pass. */
  readonly picks: (address: InterfaceAddress, device: Interface) => boolean;
  /** Devices without such an address are left out. */
  readonly picky: boolean;
}

const SCOPES: readonly string[] = ['global', 'link', 'host', 'site', 'nowhere'];

function select(given: readonly string[]): Selection | Output {
  const words = new IpWords(given);
  let selection: Selection = {
    device: null,
    upOnly: false,
    inside: null,
    none: false,
    picks: () => true,
    picky: false,
  };
  const pick = (test: Selection['picks'], picky = false): void => {
    const { picks } = selection;
    selection = {
      ...selection,
      picky: selection.picky || picky,
      picks: (address, device) => picks(address, device) && test(address, device),
    };
  };
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'up') selection = { ...selection, upOnly: true };
    else if (word === 'to') {
      const inside = words.argument();
      if (parsePrefix(inside) === null && words.problem === null)
        words.refuse(`Error: any valid prefix is expected rather than "${inside}".`, 1);
      selection = { ...selection, inside };
      pick((address) => isWithin(address, inside), true);
    } else if (word === 'scope') {
      const scope = words.argument();
      if (!SCOPES.includes(scope) && scope !== 'all' && !/^\d+$/.test(scope)) words.invalid(scope, 'invalid "scope"\n');
      if (scope !== 'all') pick((address) => address.scope === scope);
    } else if (word === 'label') {
      const label = words.argument();
      pick(
        (_, { name }) =>
          name === label.replace(/\*$/, '') || (label.endsWith('*') && name.startsWith(label.slice(0, -1))),
        true,
      );
    } else if (word === 'primary') pick(({ secondary }) => !secondary);
    else if (word === 'secondary' || word === 'temporary') pick(({ secondary }) => secondary);
    else if (word === 'dynamic') pick(() => false);
    else if (word === 'permanent' || word === 'nomaster') continue;
    else if (word === 'type' || word === 'vrf') {
      words.argument();
      selection = { ...selection, none: true };
    } else if (word === 'master') {
      const master = words.argument();
      words.invalid(master, 'Device does not exist\n');
    } else if (word === 'group') {
      const group = words.argument();
      if (group !== 'default' && !/^\d+$/.test(group)) words.invalid(group, 'Invalid "group" value\n');
      selection = { ...selection, none: selection.none || (group !== 'default' && group !== '0') };
    } else {
      const name = word === 'dev' ? words.argument() : word;
      if (selection.device !== null) words.duplicate('dev', name);
      selection = { ...selection, device: name };
    }
  }
  return words.problem ?? selection;
}

const stateOf = ({ loopback, up }: Interface): string => (!up ? 'DOWN' : loopback ? 'UNKNOWN' : 'UP');
const flagsOf = ({ loopback, up }: Interface): string =>
  [loopback ? 'LOOPBACK' : 'BROADCAST,MULTICAST', ...(up ? ['UP', 'LOWER_UP'] : [])].join(',');
const briefHead = (device: Interface): string => `${device.name.padEnd(16)} ${stateOf(device).padEnd(14)} `;

const isWithin = ({ address }: InterfaceAddress, prefix: string | null): boolean => {
  const parsed = prefix === null ? null : parsePrefix(prefix);
  if (parsed === null) return true;
  const size = 2 ** (32 - parsed.length);
  return Math.floor(address / size) === Math.floor(parsed.address / size);
};

function choose({ host }: Machine, { device, upOnly, picks, picky, none }: Selection): readonly Interface[] {
  if (none) return [];
  return host.routing
    .devices()
    .filter(({ name, up }) => (device === null || name === device) && (!upOnly || up))
    .map((each) => ({ ...each, addresses: each.addresses.filter((address) => picks(address, each)) }))
    .filter(({ addresses }) => !picky || addresses.length > 0);
}

function show(machine: Machine, words: readonly string[], object: 'address' | 'link', options: IpOptions): Output {
  const selection = select(words);
  if ('exit' in selection) return selection;
  if (!selection.none && selection.device !== null && machine.host.routing.device(selection.device) === null)
    return refuse(`Device "${selection.device}" does not exist.`, 1);
  const devices = choose(machine, selection);
  if (object === 'link') return success(links(devices, options));
  const shown = options.onlyIpv4 ? devices.filter(({ addresses }) => addresses.length > 0) : devices;
  if (options.brief) return success(shown.map(briefAddresses).join(''));
  if (options.oneLine) return success(shown.map(oneLineAddresses).join(''));
  const text = showAddresses(shown);
  return success(options.onlyIpv4 || selection.picky ? text.replaceAll(/^ {4}link\/.*\n/gm, '') : text);
}

function links(devices: readonly Interface[], { brief, oneLine }: IpOptions): string {
  if (brief)
    return devices.map((device) => `${briefHead(device)}${formatMac(device.mac)} <${flagsOf(device)}> \n`).join('');
  const text = showLinks(devices);
  return oneLine ? text.replaceAll('\n    ', '\\    ') : text;
}

const briefAddresses = (device: Interface): string =>
  `${briefHead(device)}${device.addresses.map(({ address, prefixLength }) => `${formatAddress(address)}/${prefixLength} `).join('')}\n`;
const oneLineAddresses = ({ index, name, addresses }: Interface): string =>
  addresses
    .map((each) => {
      const secondary = each.secondary ? ' secondary' : '';
      return `${index}: ${name}    inet ${formatAddress(each.address)}/${each.prefixLength} scope ${each.scope}${secondary} ${name}\\       valid_lft forever preferred_lft forever\n`;
    })
    .join('');

/** `ip address`. */
export function ipAddress(machine: Machine, [word = 'show', ...words]: readonly string[], options: IpOptions): Output {
  const command = complete(word, ADDRESS_COMMANDS);
  switch (command) {
    case undefined:
      return refuse(`Command "${word}" is unknown, try "ip address help".`, 255);
    case 'help':
      return { exit: 255, stdout: '', stderr: IP_HELP.address };
    case 'show':
    case 'lst':
    case 'list':
      return show(machine, words, 'address', options);
    case 'flush':
      return flush(machine, words);
    default:
      return changeAddress(machine, command, words);
  }
}

interface AddressChange {
  readonly local: string | null;
  readonly device: string | null;
  readonly warning: string;
}

/** Words of add, change, replace and delete. What is not kept of an address here (labels, lifetimes) is read all the same. */
function readChange(given: readonly string[]): (AddressChange & { readonly label: string | null }) | Output {
  const words = new IpWords(given);
  let local: string | null = null;
  let device: string | null = null;
  let label: string | null = null;
  let warning = '';
  const prefix = (): string => {
    const text = words.argument();
    if (parsePrefix(text) === null && words.problem === null)
      words.refuse(`Error: any valid prefix is expected rather than "${text}".`, 1);
    return text;
  };
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'dev') device = words.argument();
    else if (word === 'peer' || word === 'remote') prefix();
    else if (['broadcast', 'brd', 'anycast'].includes(word)) {
      const text = words.argument();
      if (!/^[-+]$/.test(text) && parseAddress(text) === null && words.problem === null)
        words.refuse(`Error: inet address is expected rather than "${text}".`, 1);
    } else if (word === 'scope') {
      const scope = words.argument();
      if (!SCOPES.includes(scope) && !/^\d+$/.test(scope) && words.problem === null)
        words.invalid(scope, 'invalid scope value.');
    } else if (word === 'label') label = words.argument();
    else if (word === 'metric' || word === 'priority' || word === 'preference') words.argument();
    else if (word === 'valid_lft' || word === 'preferred_lft') words.argument();
    else if (word === 'noprefixroute' || word === 'home' || word === 'nodad') continue;
    else if (word === 'secondary' || word === 'temporary' || word === 'permanent')
      warning += `Warning: ${word} option is not mutable from userspace\n`;
    else {
      const text = word === 'local' ? words.argument() : word;
      if (local !== null) words.duplicate('local', text);
      local = text;
      if (parsePrefix(text) === null && words.problem === null)
        words.refuse(`Error: any valid prefix is expected rather than "${text}".`, 1);
    }
  }
  return words.problem ?? { local, device, label, warning };
}

function changeAddress({ host }: Machine, command: string, words: readonly string[]): Output {
  const change = readChange(words);
  if ('exit' in change) return { ...change, stderr: change.stderr };
  const { local, device, label, warning } = change;
  if (device === null) return refuse('Not enough information: "dev" argument is required.', 1);
  if (label !== null && !label.startsWith(device)) return refuse(`"dev" (${device}) must match "label" (${label}).`, 1);
  const isDeletion = command === 'delete';
  const wildcard =
    isDeletion && local !== null && !local.includes('/')
      ? 'Warning: Executing wildcard deletion to stay compatible with old scripts.\n         Explicitly specify the prefix length (' +
        `${local}/32) to avoid this warning.\n         This special behaviour is likely to disappear in further releases,\n         fix your scripts!\n`
      : '';
  const tell = (output: Output): Output => ({ ...output, stderr: warning + wildcard + output.stderr });
  if (host.routing.device(device) === null) return tell(noDevice(device));
  if (local === null)
    return tell(refuse(`RTNETLINK answers: ${isDeletion ? 'Operation not supported' : 'Operation not supported'}`, 2));
  if (isDeletion) return tell(outputOf(host.routing.deleteAddress(device, local)));
  const added = host.routing.addAddress(device, local);
  const mayExist = command !== 'add' && !added.ok && added.error.message.includes('already assigned');
  return tell(mayExist ? success() : outputOf(added));
}

function flush({ host }: Machine, words: readonly string[]): Output {
  const selection = select(words);
  if ('exit' in selection) return selection;
  if (words.length === 0) return refuse('Flush requires arguments.', 1);
  const { device, picks } = selection;
  if (device !== null && host.routing.device(device) === null) return refuse(`Device "${device}" does not exist.`, 1);
  for (const each of choose({ host } as Machine, selection))
    for (const address of each.addresses)
      if (picks(address, each))
        host.routing.deleteAddress(each.name, `${formatAddress(address.address)}/${address.prefixLength}`);
  return success();
}

/** `ip link`: devices cannot be made or removed, a scenario names them. */
export function ipLink(machine: Machine, [word = 'show', ...words]: readonly string[], options: IpOptions): Output {
  const command = complete(word, LINK_COMMANDS);
  switch (command) {
    case undefined:
      return refuse(`Command "${word}" is unknown, try "ip link help".`, 255);
    case 'help':
      return { exit: 255, stdout: '', stderr: IP_HELP.link };
    case 'show':
    case 'lst':
    case 'list':
      return show(machine, words, 'link', options);
    case 'add':
    case 'replace': {
      const at = words.indexOf('type');
      if (at < 0) return refuse('Not enough information: "type" argument is required', 1);
      return words[at + 1] === undefined ? INCOMPLETE : refuse('Error: Unknown device type.', 2);
    }
    case 'delete': {
      const name = words[0] === 'dev' ? words[1] : words[0];
      if (name === undefined) return refuse('Not enough information: "dev" argument is required.', 255);
      if (machine.host.routing.device(name) === null) return noDevice(name);
      return refuse('RTNETLINK answers: Operation not supported', 2);
    }
    default:
      return setLink(machine, words);
  }
}

const TOGGLES: readonly string[] = [
  'multicast',
  'allmulticast',
  'promisc',
  'trailers',
  'arp',
  'dynamic',
  'carrier',
  'protodown',
];
const NUMBERS: readonly string[] = ['txqueuelen', 'qlen', 'txqlen', 'numtxqueues', 'index'];

interface LinkChange {
  readonly name: string | null;
  readonly newName: string | null;
  readonly mac: string | null;
  readonly up: boolean | null;
  readonly mtu: number | null;
}

/** What iproute2 takes is taken; of it the state, the MTU and the names matter here. */
function readLinkChange(given: readonly string[]): LinkChange | Output {
  const words = new IpWords(given);
  let change: LinkChange = { name: null, newName: null, mac: null, up: null, mtu: null };
  let isGroup = false;
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'up' || word === 'down') change = { ...change, up: word === 'up' };
    else if (word === 'mtu' || NUMBERS.includes(word)) {
      const value = words.argument();
      const what = word === 'mtu' ? 'mtu' : 'txqueuelen';
      if (!/^\d+$/.test(value) && words.problem === null) words.invalid(value, `Invalid "${what}" value\n`);
      if (word === 'mtu') change = { ...change, mtu: Number(value) };
    } else if (word === 'name') {
      const newName = words.argument();
      if (newName.length > 15 || /[\s/]/.test(newName)) words.invalid(newName, '"name" not a valid ifname');
      change = { ...change, newName };
    } else if (word === 'address') change = { ...change, mac: words.argument() };
    else if (word === 'broadcast' || word === 'brd' || word === 'alias') words.argument();
    else if (TOGGLES.includes(word)) words.onOff(word);
    else if (word === 'master' || word === 'vrf') {
      const master = words.argument();
      if (words.problem === null) words.invalid(master, 'Device does not exist\n');
    } else if (word === 'nomaster') continue;
    else if (word === 'type') {
      words.argument();
      break;
    } else if (word === 'group') {
      const group = words.argument();
      if (group !== 'default' && !/^\d+$/.test(group) && words.problem === null)
        words.invalid(group, 'Invalid "group" value\n');
      isGroup = true;
    } else {
      const name = word === 'dev' ? words.argument() : word;
      if (change.name !== null) words.duplicate('dev', name);
      if (words.problem === null && (name === '' || name.length > 15 || /[\s/]/.test(name)))
        words.invalid(name, '"dev" not a valid ifname');
      change = { ...change, name };
    }
  }
  if (words.problem !== null) return words.problem;
  if (change.name === null && !isGroup) return refuse('Not enough information: "dev" argument is required.', 255);
  return change;
}

const SMALLEST_MTU = 68;
const LARGEST_MTU = 65521;

function setLink({ host }: Machine, words: readonly string[]): Output {
  const change = readLinkChange(words);
  if ('exit' in change) return change;
  const { name, newName, mac, up, mtu } = change;
  if (name === null) return success();
  const device = host.routing.device(name);
  if (mac !== null && device !== null && parseMac(mac) === null) return refuse(`"${mac}" is invalid lladdr.`, 1);
  if (device === null) return noDevice(name);
  if (mtu !== null && !device.loopback && mtu < SMALLEST_MTU) return refuse('Error: mtu less than device minimum.', 2);
  if (mtu !== null && !device.loopback && mtu > LARGEST_MTU)
    return refuse('Error: mtu greater than device maximum.', 2);
  if (newName !== null && newName !== name)
    return refuse(
      `RTNETLINK answers: ${host.routing.device(newName) === null ? 'Operation not supported' : 'File exists'}`,
      2,
    );
  return outputOf(host.routing.setLink(name, { ...(up !== null && { up }), ...(mtu !== null && { mtu }) }));
}
