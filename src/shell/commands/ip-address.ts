import { formatAddress, formatMac, parsePrefix, showAddresses, showLinks } from '../../engine/index.ts';
import type { Interface, InterfaceAddress, Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { complete, INCOMPLETE, noDevice, outputOf, refuse } from './ip-result.ts';
import type { IpOptions } from './ip-result.ts';

const ADDRESS_COMMANDS = ['add', 'change', 'chg', 'replace', 'delete', 'show', 'lst', 'list', 'flush'] as const;
const LINK_COMMANDS = ['add', 'set', 'change', 'replace', 'delete', 'show', 'lst', 'list'] as const;

interface Selection {
  readonly device: string | null;
  readonly upOnly: boolean;
  readonly inside: string | null;
}

function select(words: readonly string[]): Selection | Output {
  let device: string | null = null;
  let inside: string | null = null;
  let upOnly = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'up') upOnly = true;
    else if (word === 'dev' || word === 'to' || word === 'scope' || word === 'label') {
      const value = words[(at += 1)];
      if (value === undefined) return INCOMPLETE;
      if (word === 'dev') device = value;
      if (word === 'to') inside = value;
    } else device = word;
  }
  return { device, upOnly, inside };
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

function choose({ host }: Machine, { device, upOnly, inside }: Selection): readonly Interface[] {
  return host.routing
    .devices()
    .filter(({ name, up }) => (device === null || name === device) && (!upOnly || up))
    .map((each) => ({ ...each, addresses: each.addresses.filter((address) => isWithin(address, inside)) }))
    .filter(({ addresses }) => inside === null || addresses.length > 0);
}

function show(machine: Machine, words: readonly string[], object: 'address' | 'link', options: IpOptions): Output {
  const selection = select(words);
  if ('exit' in selection) return selection;
  if (selection.device !== null && machine.host.routing.device(selection.device) === null)
    return refuse(`Device "${selection.device}" does not exist.`, 1);
  const devices = choose(machine, selection);
  if (object === 'link') return success(links(devices, options));
  const shown = options.onlyIpv4 ? devices.filter(({ addresses }) => addresses.length > 0) : devices;
  if (options.brief) return success(shown.map(briefAddresses).join(''));
  if (options.oneLine) return success(shown.map(oneLineAddresses).join(''));
  const text = showAddresses(shown);
  return success(options.onlyIpv4 || selection.inside !== null ? text.replaceAll(/^ {4}link\/.*\n/gm, '') : text);
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
  const { routing } = machine.host;
  const command = complete(word, ADDRESS_COMMANDS);
  if (command === undefined) return refuse(`Command "${word}" is unknown, try "ip address help".`, 255);
  if (command === 'show' || command === 'lst' || command === 'list') return show(machine, words, 'address', options);
  const at = words.indexOf('dev');
  const device = at < 0 ? undefined : words[at + 1];
  if (command === 'flush') {
    if (words.length === 0) return refuse('Flush requires arguments.', 1);
    return flush(machine, device ?? words[0] ?? '');
  }
  if (device === undefined) return refuse('Not enough information: "dev" argument is required.', 1);
  const text =
    words.find(
      (each, index) =>
        /^[\d.]+(\/[\d.]+)?$/.test(each) && words[index - 1] !== 'broadcast' && words[index - 1] !== 'brd',
    ) ??
    words[0] ??
    '';
  if (text === 'dev') return refuse('RTNETLINK answers: Operation not supported', 2);
  if (command === 'delete') {
    const output = outputOf(routing.deleteAddress(device, text));
    return text.includes('/') ? output : { ...output, stderr: `${wildcardWarning(text)}${output.stderr}` };
  }
  const added = routing.addAddress(device, text);
  const mayExist = command !== 'add' && !added.ok && added.error.message.includes('already assigned');
  return mayExist ? success() : outputOf(added);
}

const wildcardWarning = (address: string): string =>
  'Warning: Executing wildcard deletion to stay compatible with old scripts.\n' +
  `         Explicitly specify the prefix length (${address}/32) to avoid this warning.\n` +
  '         This special behaviour is likely to disappear in further releases,\n' +
  '         fix your scripts!\n';

function flush({ host }: Machine, name: string): Output {
  const device = host.routing.device(name);
  if (device === null) return refuse(`Device "${name}" does not exist.`, 1);
  for (const { address, prefixLength } of device.addresses)
    host.routing.deleteAddress(name, `${formatAddress(address)}/${prefixLength}`);
  return success();
}

/** `ip link`: devices cannot be made or removed, a scenario names them. */
export function ipLink(machine: Machine, [word = 'show', ...words]: readonly string[], options: IpOptions): Output {
  const command = complete(word, LINK_COMMANDS);
  if (command === undefined) return refuse(`Command "${word}" is unknown, try "ip link help".`, 255);
  if (command === 'show' || command === 'lst' || command === 'list') return show(machine, words, 'link', options);
  const rest = words[0] === 'dev' ? words.slice(1) : words;
  const [name, ...changes] = rest;
  if (command === 'add') return refuse('RTNETLINK answers: Operation not supported', 2);
  if (name === undefined) return refuse('Not enough information: "dev" argument is required.', 255);
  if (machine.host.routing.device(name) === null) return noDevice(name);
  return command === 'delete'
    ? refuse('RTNETLINK answers: Operation not supported', 2)
    : setLink(machine, name, changes);
}

function setLink({ host }: Machine, name: string, words: readonly string[]): Output {
  let change: { readonly up?: boolean; readonly mtu?: number } = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'up' || word === 'down') change = { ...change, up: word === 'up' };
    else if (word === 'mtu') {
      const value = words[(at += 1)];
      if (value === undefined) return INCOMPLETE;
      if (!/^\d+$/.test(value)) return refuse(`Error: argument "${value}" is wrong: Invalid "mtu" value\n`, 255);
      change = { ...change, mtu: Number(value) };
    } else return refuse(`Error: either "dev" is duplicate, or "${word}" is a garbage.`, 255);
  }
  return outputOf(host.routing.setLink(name, change));
}
