import { formatAddress, formatMac } from '../net/index.ts';
import type { Interface, InterfaceAddress } from '../model/index.ts';

/** Text of `ip -4 addr show`, as for a veth or Ethernet device that is up. */
export const showAddresses = (devices: readonly Interface[]): string => devices.map(showDevice).join('');

/** Text of `ip link show`. */
export const showLinks = (devices: readonly Interface[]): string =>
  devices.map((device) => `${linkLine(device, ' mode DEFAULT')}${hardwareLine(device, true)}`).join('');

/** IFF_* in iproute2's order. */
export function linkFlags({ loopback, up, settings = {} }: Interface): readonly string[] {
  return [
    ...(loopback ? ['LOOPBACK'] : ['BROADCAST', ...(settings.noMulticast === true ? [] : ['MULTICAST'])]),
    ...(settings.allMulticast === true ? ['ALLMULTI'] : []),
    ...(settings.promiscuous === true ? ['PROMISC'] : []),
    ...(settings.noArp === true ? ['NOARP'] : []),
    ...(settings.dynamic === true ? ['DYNAMIC'] : []),
    ...(up ? ['UP', 'LOWER_UP'] : []),
  ];
}

export const linkState = ({ loopback, up }: Interface): string => (!up ? 'DOWN' : loopback ? 'UNKNOWN' : 'UP');
export const linkGroup = ({ settings }: Interface): string => {
  const group = settings?.group ?? 0;
  return group === 0 ? 'default' : String(group);
};

function linkLine(device: Interface, mode: string): string {
  const { settings = {} } = device;
  return `${device.index}: ${device.name}: <${linkFlags(device).join(',')}> mtu ${device.mtu} qdisc noqueue state ${linkState(device)}${mode} group ${linkGroup(device)} qlen ${settings.queueLength ?? 1000}\n`;
}

export const broadcastMac = ({ loopback }: Interface): string => (loopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff');

function hardwareLine(device: Interface, withAlias: boolean): string {
  const alias = device.settings?.alias ?? '';
  const line = `    link/${device.loopback ? 'loopback' : 'ether'} ${formatMac(device.mac)} brd ${broadcastMac(device)}\n`;
  return alias === '' || !withAlias ? line : `${line}    alias ${alias}\n`;
}

/** What is said of an address in words: 'secondary', 'dynamic'. */
export const addressFlags = ({ secondary, lifetime, noPrefixRoute }: InterfaceAddress): readonly string[] => [
  ...(secondary ? ['secondary'] : []),
  ...(lifetime?.preferred === 0 ? ['deprecated'] : []),
  ...(lifetime === undefined ? [] : ['dynamic']),
  ...(noPrefixRoute === true ? ['noprefixroute'] : []),
];

/** 'inet 192.168.1.1/24 brd 192.168.1.255 scope global eth0' */
export function addressWords(each: InterfaceAddress, device: string): string {
  const { address, prefixLength, peer, metric, givenBroadcast, scope, label } = each;
  const own = formatAddress(address);
  return [
    'inet',
    peer === undefined ? `${own}/${prefixLength}` : `${own} peer ${formatAddress(peer)}/${prefixLength}`,
    ...(metric === undefined ? [] : [`metric ${metric}`]),
    ...(givenBroadcast === undefined ? [] : [`brd ${formatAddress(givenBroadcast)}`]),
    `scope ${scope}`,
    ...addressFlags(each),
    label ?? device,
  ].join(' ');
}

const seconds = (time: number | undefined): string => (time === undefined ? 'forever' : `${time}sec`);
export const lifetimeWords = ({ lifetime }: InterfaceAddress): string =>
  `valid_lft ${seconds(lifetime?.valid)} preferred_lft ${seconds(lifetime?.preferred)}`;

function showDevice(device: Interface): string {
  const addresses = device.addresses.map(
    (each) => `    ${addressWords(each, device.name)}\n       ${lifetimeWords(each)}\n`,
  );
  return `${linkLine(device, '')}${hardwareLine(device, false)}${addresses.join('')}`;
}
