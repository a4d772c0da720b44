import {
  formatAddress,
  formatMac,
  parseAddress,
  parseMac,
  parseIpPrefix,
  parsePrefix,
  addressWords,
  lifetimeWords,
  linkFlags,
  linkState,
  showAddresses,
  showLinks,
} from '../../engine/index.ts';
import type { Interface, InterfaceAddress, LinkSettings, Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { addressesJson, linksJson, printJson } from './ip-json.ts';
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
  readonly group: number | null;
  /** Addresses are shown or taken that pass. */
  readonly picks: (address: InterfaceAddress, device: Interface) => boolean;
  /** Devices without such an address are left out. */
  readonly picky: boolean;
  readonly bare: boolean;
  readonly labelled: boolean;
}

const SCOPES: readonly string[] = ['global', 'link', 'host', 'site', 'nowhere'];

function select(given: readonly string[]): Selection | Output {
  const words = new IpWords(given);
  let selection: Selection = {
    device: null,
    upOnly: false,
    inside: null,
    none: false,
    group: null,
    picks: () => true,
    picky: false,
    bare: false,
    labelled: false,
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
      selection = { ...selection, inside, bare: true };
      pick((address) => isWithin(address, inside), true);
    } else if (word === 'scope') {
      const scope = words.argument();
      if (!SCOPES.includes(scope) && scope !== 'all' && !/^\d+$/.test(scope)) words.invalid(scope, 'invalid "scope"\n');
      if (scope !== 'all') pick((address) => address.scope === scope, true);
    } else if (word === 'label') {
      const label = words.argument();
      selection = { ...selection, bare: true, labelled: true };
      pick(
        ({ label: own }, { name }) =>
          label.endsWith('*') ? (own ?? name).startsWith(label.slice(0, -1)) : (own ?? name) === label,
        true,
      );
    } else if (word === 'primary') pick(({ secondary }) => !secondary, true);
    else if (word === 'secondary' || word === 'temporary') pick(({ secondary }) => secondary, true);
    else if (word === 'dynamic') pick(({ lifetime }) => lifetime !== undefined, true);
    else if (word === 'permanent') pick(({ lifetime }) => lifetime === undefined, true);
    else if (word === 'nomaster') continue;
    else if (word === 'type' || word === 'vrf') {
      words.argument();
      selection = { ...selection, none: true };
    } else if (word === 'master') {
      const master = words.argument();
      words.invalid(master, 'Device does not exist\n');
    } else if (word === 'group') {
      const group = words.argument();
      if (group !== 'default' && !/^\d+$/.test(group)) words.invalid(group, 'Invalid "group" value\n');
      selection = { ...selection, group: group === 'default' ? 0 : Number(group) };
    } else {
      const name = word === 'dev' ? words.argument() : word;
      if (selection.device !== null) words.duplicate('dev', name);
      selection = { ...selection, device: name };
    }
  }
  return words.problem ?? selection;
}

const briefHead = (device: Interface): string => `${device.name.padEnd(16)} ${linkState(device).padEnd(14)} `;

const isWithin = ({ address }: InterfaceAddress, prefix: string | null): boolean => {
  const parsed = prefix === null ? null : parsePrefix(prefix);
  if (parsed === null) return true;
  const size = 2 ** (32 - parsed.length);
  return Math.floor(address / size) === Math.floor(parsed.address / size);
};

function choose({ host }: Machine, { device, upOnly, picks, picky, none, group }: Selection): readonly Interface[] {
  if (none) return [];
  return host.routing
    .devices()
    .filter(({ name, up }) => (device === null || name === device) && (!upOnly || up))
    .filter(({ settings }) => group === null || group === (settings?.group ?? 0))
    .map((each) => ({ ...each, addresses: each.addresses.filter((address) => picks(address, each)) }))
    .filter(({ addresses }) => !picky || addresses.length > 0);
}

function show(machine: Machine, words: readonly string[], object: 'address' | 'link', options: IpOptions): Output {
  const selection = select(words);
  if ('exit' in selection) return selection;
  if (!selection.none && selection.device !== null && machine.host.routing.device(selection.device) === null)
    return refuse(`Device "${selection.device}" does not exist.`, 1);
  // Without its links a listing knows nothing of their types.
  const isByType = selection.none && options.onlyIpv4 && options.oneLine && object === 'address';
  const devices = choose(machine, isByType ? { ...selection, none: false } : selection);
  if (object === 'link')
    return success(options.json ? printJson(linksJson(devices), options) : links(devices, options));
  const shown = options.onlyIpv4 ? devices.filter(({ addresses }) => addresses.length > 0) : devices;
  if (options.json) return success(printJson(addressesJson(shown, options.onlyIpv4 || selection.bare), options));
  if (options.brief)
    return success(shown.map((device) => (selection.labelled ? briefList(device) : briefAddresses(device))).join(''));
  if (options.oneLine) return success(shown.map(oneLineAddresses).join(''));
  const text = showAddresses(shown);
  // A prefix or a label to look for leaves the link unread.
  const isBare = options.onlyIpv4 || selection.bare;
  if (!isBare) return success(text);
  const bare = text.replaceAll(/^ {4}link\/.*\n/gm, '');
  return success(selection.labelled ? bare.replaceAll(/^\d+: .*\n/gm, '') : bare);
}

function links(devices: readonly Interface[], { brief, oneLine }: IpOptions): string {
  if (brief)
    return devices
      .map((device) => `${briefHead(device)}${formatMac(device.mac)} <${linkFlags(device).join(',')}> \n`)
      .join('');
  const text = showLinks(devices);
  return oneLine ? text.replaceAll('\n    ', '\\    ') : text;
}

const briefList = ({ addresses }: Interface): string =>
  `${addresses.map(({ address, prefixLength }) => `${formatAddress(address)}/${prefixLength} `).join('')}\n`;
const briefAddresses = (device: Interface): string => `${briefHead(device)}${briefList(device)}`;
const oneLineAddresses = ({ index, name, addresses }: Interface): string =>
  addresses.map((each) => `${index}: ${name}    ${addressWords(each, name)}\\       ${lifetimeWords(each)}\n`).join('');

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
  readonly peer: string | null;
  /** '+' and '-' are made from the prefix. */
  readonly broadcast: string | null;
  readonly scope: string | null;
  readonly label: string | null;
  readonly metric: string | null;
  readonly valid: string | null;
  readonly preferred: string | null;
  readonly noPrefixRoute: boolean;
}

const UNCHANGED: AddressChange = {
  local: null,
  device: null,
  warning: '',
  peer: null,
  broadcast: null,
  scope: null,
  label: null,
  metric: null,
  valid: null,
  preferred: null,
  noPrefixRoute: false,
};

const isPrefix = (text: string): boolean => parseIpPrefix(text) !== null;

/** Words of add, change, replace and delete. */
function readChange(given: readonly string[]): AddressChange | Output {
  const words = new IpWords(given);
  let change = UNCHANGED;
  const prefix = (text: string): string => {
    if (!isPrefix(text) && words.problem === null)
      words.refuse(`Error: any valid prefix is expected rather than "${text}".`, 1);
    return text;
  };
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'dev') change = { ...change, device: words.argument() };
    else if (word === 'peer' || word === 'remote') change = { ...change, peer: prefix(words.argument()) };
    else if (['broadcast', 'brd', 'anycast'].includes(word)) {
      const text = words.argument();
      if (!/^[-+]$/.test(text) && parseAddress(text) === null && words.problem === null)
        words.refuse(`Error: inet address is expected rather than "${text}".`, 1);
      if (word !== 'anycast') change = { ...change, broadcast: text };
    } else if (word === 'scope') {
      const scope = words.argument();
      if (!SCOPES.includes(scope) && !/^\d+$/.test(scope) && words.problem === null)
        words.invalid(scope, 'invalid scope value.');
      change = { ...change, scope };
    } else if (word === 'label') change = { ...change, label: words.argument() };
    else if (word === 'metric' || word === 'priority' || word === 'preference')
      change = { ...change, metric: words.argument() };
    else if (word === 'valid_lft') change = { ...change, valid: words.argument() };
    else if (word === 'preferred_lft') change = { ...change, preferred: words.argument() };
    else if (word === 'noprefixroute') change = { ...change, noPrefixRoute: true };
    else if (word === 'home' || word === 'nodad') continue;
    else if (word === 'secondary' || word === 'temporary' || word === 'permanent')
      change = { ...change, warning: `${change.warning}Warning: ${word} option is not mutable from userspace\n` };
    else {
      const text = word === 'local' ? words.argument() : word;
      if (change.local !== null) words.duplicate('local', text);
      change = { ...change, local: prefix(text) };
    }
  }
  return words.problem ?? change;
}

const lifetimeOf = (word: string | null): number => (word === null || word === 'forever' ? Infinity : Number(word));

/** What the words say of the address besides itself. */
function detailsOf(change: AddressChange): Parameters<Machine['host']['routing']['addAddress']>[2] {
  const { local, peer, broadcast, scope, label, metric, noPrefixRoute } = change;
  const prefix = parseIpPrefix(peer ?? local ?? '');
  const [valid, preferred] = [lifetimeOf(change.valid), lifetimeOf(change.preferred)];
  const network = prefix === null ? null : { ...prefix, size: 2 ** (32 - prefix.length) };
  const made = (sign: string): number =>
    network === null
      ? 0
      : Math.floor(network.address / network.size) * network.size + (sign === '+' ? network.size - 1 : 0);
  const brd = broadcast === null ? null : /^[-+]$/.test(broadcast) ? made(broadcast) : parseAddress(broadcast);
  return {
    ...(scope === 'link' || scope === 'host' || scope === 'global' ? { scope } : {}),
    ...(brd === null ? {} : { givenBroadcast: brd }),
    ...(peer === null || prefix === null ? {} : { peer: prefix.address }),
    ...(label === null ? {} : { label }),
    ...(metric === null ? {} : { metric: Number(metric) }),
    ...(noPrefixRoute ? { noPrefixRoute } : {}),
    ...(valid === Infinity && preferred === Infinity ? {} : { lifetime: { valid, preferred } }),
  };
}

function changeAddress({ host }: Machine, command: string, words: readonly string[]): Output {
  const change = readChange(words);
  if ('exit' in change) return { ...change, stderr: change.stderr };
  const { local, device, label, warning, peer } = change;
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
  const far = parseIpPrefix(peer ?? '');
  const text = far === null ? local : `${local.replace(/\/.*/, '')}/${far.length}`;
  const added = host.routing.addAddress(device, text, detailsOf(change));
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
  readonly settings: LinkSettings;
}

function toggled(word: string, on: boolean): LinkSettings {
  if (word === 'arp') return { noArp: !on };
  if (word === 'multicast') return { noMulticast: !on };
  if (word === 'promisc') return { promiscuous: on };
  if (word === 'dynamic') return { dynamic: on };
  return word === 'allmulticast' ? { allMulticast: on } : {};
}

/** What iproute2 takes is taken; of it the state, the MTU and the names matter here. */
function readLinkChange(given: readonly string[]): LinkChange | Output {
  const words = new IpWords(given);
  let change: LinkChange = { name: null, newName: null, mac: null, up: null, mtu: null, settings: {} };
  const keep = (settings: LinkSettings): void => {
    change = { ...change, settings: { ...change.settings, ...settings } };
  };
  let isGroup = false;
  for (let word = words.next(); word !== null; word = words.next()) {
    if (word === 'up' || word === 'down') change = { ...change, up: word === 'up' };
    else if (word === 'mtu' || NUMBERS.includes(word)) {
      const value = words.argument();
      const what = word === 'mtu' ? 'mtu' : 'txqueuelen';
      if (!/^\d+$/.test(value) && words.problem === null) words.invalid(value, `Invalid "${what}" value\n`);
      if (word === 'mtu' && change.mtu !== null && words.problem === null)
        words.refuse(`Error: duplicate "mtu": "${value}" is the second value.`, 255);
      if (word === 'mtu') change = { ...change, mtu: Number(value) };
      else if (/^(txq(ueue)?len|qlen)$/.test(word)) keep({ queueLength: Number(value) });
    } else if (word === 'name') {
      const newName = words.argument();
      if (change.newName !== null && words.problem === null)
        words.refuse(`Error: duplicate "name": "${newName}" is the second value.`, 255);
      if (newName.length > 15 || /[\s/]/.test(newName)) words.invalid(newName, '"name" not a valid ifname');
      change = { ...change, newName };
    } else if (word === 'address') change = { ...change, mac: words.argument() };
    else if (word === 'broadcast' || word === 'brd') words.argument();
    else if (word === 'alias') keep({ alias: words.argument() });
    else if (TOGGLES.includes(word)) keep(toggled(word, words.onOff(word)));
    else if (word === 'master' || word === 'vrf') {
      const master = words.argument();
      if (words.problem === null) words.invalid(master, 'Device does not exist\n');
    } else if (word === 'nomaster') continue;
    else if (word === 'type') {
      words.argument();
      const rest = words.next();
      if (rest !== null) words.refuse(`Garbage instead of arguments "${rest} ...". Try "ip link help".`, 1);
      break;
    } else if (word === 'group') {
      const group = words.argument();
      if (group !== 'default' && !/^\d+$/.test(group) && words.problem === null)
        words.invalid(group, 'Invalid "group" value\n');
      isGroup = true;
      keep({ group: group === 'default' ? 0 : Number(group) });
    } else {
      const name = word === 'dev' ? words.argument() : word;
      if (change.name !== null) words.duplicate('dev', name);
      if (words.problem === null && (name === '' || name.length > 15 || /[\s/]/.test(name)))
        words.invalid(name, '"dev" not a valid ifname');
      change = { ...change, name };
    }
  }
  if (words.problem !== null) return words.problem;
  // The name alone is also the device.
  if (change.name === null) change = { ...change, name: change.newName };
  if (change.name === null && !isGroup) return refuse('Not enough information: "dev" argument is required.', 255);
  return change;
}

const SMALLEST_MTU = 68;
const LARGEST_MTU = 65521;

function setLink({ host }: Machine, words: readonly string[]): Output {
  const change = readLinkChange(words);
  if ('exit' in change) return change;
  const { name, newName, mac, up, mtu, settings } = change;
  const bytes = mac === null ? null : parseMac(mac);
  if (name === null) return success();
  const device = host.routing.device(name);
  if (mac !== null && device !== null && bytes === null) return refuse(`"${mac}" is invalid lladdr.`, 1);
  if (device === null) return noDevice(name);
  if (mtu !== null && !device.loopback && mtu < SMALLEST_MTU) return refuse('Error: mtu less than device minimum.', 2);
  if (mtu !== null && !device.loopback && mtu > LARGEST_MTU)
    return refuse('Error: mtu greater than device maximum.', 2);
  if (newName !== null && newName !== name)
    return refuse(
      `RTNETLINK answers: ${host.routing.device(newName) === null ? 'Operation not supported' : 'File exists'}`,
      2,
    );
  return outputOf(
    host.routing.setLink(name, {
      ...(up !== null && { up }),
      ...(mtu !== null && { mtu }),
      ...(bytes !== null && { mac: bytes }),
      settings,
    }),
  );
}
