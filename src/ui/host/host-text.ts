import type { HostDocument, InterfaceDocument, SocketDocument } from '../../engine/index.ts';

/** A line that is not written as it should be, 0-based. */
export interface UnreadableLine {
  readonly line: number;
}

type Read<T> = { readonly items: readonly T[] } | UnreadableLine;

/** Lines that say something, without blanks around. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function readLines<T>(lines: readonly string[], read: (line: string) => T | null): Read<T> {
  const items: T[] = [];
  for (const [line, text] of lines.entries()) {
    const item = read(text);
    if (item === null) return { line };
    items.push(item);
  }
  return { items };
}

/** 'eth0 203.0.113.1/24 mac 02:00:00:00:00:01 mtu 1500' */
export const interfaceText = ({ name, addresses, mac, mtu }: InterfaceDocument): string =>
  [
    name,
    ...(addresses ?? []),
    ...(mac === undefined ? [] : ['mac', mac]),
    ...(mtu === undefined ? [] : ['mtu', mtu]),
  ].join(' ');

export const readInterfaces = (lines: readonly string[]): Read<InterfaceDocument> => readLines(lines, readInterface);

function readInterface(line: string): InterfaceDocument | null {
  const [name, ...words] = line.split(/\s+/);
  if (name === undefined) return null;
  const addresses: string[] = [];
  const facts: { mac?: string; mtu?: number } = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    if (word === 'mac' && next !== undefined) facts.mac = next;
    else if (word === 'mtu' && next !== undefined && /^\d+$/.test(next)) facts.mtu = Number(next);
    else if (/^[\d.]+(\/\d+)?$/.test(word)) addresses.push(word);
    else return null;
    if (word === 'mac' || word === 'mtu') at += 1;
  }
  return { name, ...(addresses.length > 0 && { addresses }), ...facts };
}

/** 'tcp 0.0.0.0:22 sshd uid 0' */
export const socketText = ({ proto, port, address, process, uid, gid, transparent }: SocketDocument): string =>
  [
    proto,
    address === undefined ? port : `${address}:${port}`,
    ...(process === undefined ? [] : [process]),
    ...(uid === undefined ? [] : ['uid', uid]),
    ...(gid === undefined ? [] : ['gid', gid]),
    ...(transparent === true ? ['transparent'] : []),
  ].join(' ');

const SOCKET =
  /^(tcp|udp|raw)\s+(?:([\d.]+|\*):)?(\d+)(?:\s+(?!uid\b|gid\b|transparent$)(\S+))?(?:\s+uid\s+(\d+))?(?:\s+gid\s+(\d+))?(\s+transparent)?$/;

export const readSockets = (lines: readonly string[]): Read<SocketDocument> => readLines(lines, readSocket);

function readSocket(line: string): SocketDocument | null {
  const found = SOCKET.exec(line);
  if (found === null) return null;
  const [, proto, address, port, process, uid, gid, transparent] = found;
  return {
    proto: proto as SocketDocument['proto'],
    port: Number(port),
    ...(address !== undefined && address !== '*' && { address }),
    ...(process !== undefined && { process }),
    ...(uid !== undefined && { uid: Number(uid) }),
    ...(gid !== undefined && { gid: Number(gid) }),
    ...(transparent !== undefined && { transparent: true }),
  };
}

type Sysctl = NonNullable<HostDocument['sysctl']>;

export const sysctlLines = (sysctl: Sysctl | undefined): readonly string[] =>
  Object.entries(sysctl ?? {}).map(([key, value]) => `${key} = ${value}`);

export function readSysctl(lines: readonly string[]): Read<readonly [string, number | string]> {
  return readLines(lines, (line) => {
    const found = /^([\w./-]+)\s*=\s*(.+)$/.exec(line);
    if (found === null) return null;
    const [, key = '', value = ''] = found;
    return [key, /^-?\d+$/.test(value) ? Number(value) : value] as const;
  });
}
