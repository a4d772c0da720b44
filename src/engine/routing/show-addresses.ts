import { formatAddress, formatMac } from '../net/index.ts';
import type { Interface } from '../model/index.ts';

/** Text of `ip -4 addr show`, as for a veth or Ethernet device that is up. */
export const showAddresses = (devices: readonly Interface[]): string => devices.map(showDevice).join('');

/** Text of `ip link show`. */
export const showLinks = (devices: readonly Interface[]): string =>
  devices.map((device) => `${linkLine(device, ' mode DEFAULT')}${hardwareLine(device)}`).join('');

function linkLine(device: Interface, mode: string): string {
  const flags = [device.loopback ? 'LOOPBACK' : 'BROADCAST,MULTICAST', ...(device.up ? ['UP', 'LOWER_UP'] : [])].join(
    ',',
  );
  const state = device.loopback && device.up ? 'UNKNOWN' : device.up ? 'UP' : 'DOWN';
  return `${device.index}: ${device.name}: <${flags}> mtu ${device.mtu} qdisc noqueue state ${state}${mode} group default qlen 1000\n`;
}

function hardwareLine(device: Interface): string {
  const all = device.loopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff';
  return `    link/${device.loopback ? 'loopback' : 'ether'} ${formatMac(device.mac)} brd ${all}\n`;
}

function showDevice(device: Interface): string {
  const addresses = device.addresses.map(
    (each) =>
      `    inet ${formatAddress(each.address)}/${each.prefixLength} scope ${each.scope}${each.secondary ? ' secondary' : ''} ${device.name}\n` +
      '       valid_lft forever preferred_lft forever\n',
  );
  return `${linkLine(device, '')}${hardwareLine(device)}${addresses.join('')}`;
}
