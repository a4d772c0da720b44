import { expect, test } from 'vitest';
import { problemOfLine } from './check-scenario.ts';
import { interfaceText, linesOf, readInterfaces, readSockets, readSysctl, socketText } from './host-text.ts';

test('interfaces go out and come back', () => {
  const line = 'eth0 203.0.113.1/24 10.0.0.1/8 mac 02:00:00:00:00:01 mtu 1400';
  const read = readInterfaces([line, 'eth1']);
  if (!('items' in read)) throw new Error('not read');
  expect(read.items.map(interfaceText)).toEqual([line, 'eth1']);
  expect(read.items[1]).toEqual({ name: 'eth1' });
});

test('sockets go out and come back', () => {
  const lines = [
    'tcp 0.0.0.0:22 sshd uid 0',
    'udp 53',
    'tcp 80 nginx',
    'tcp 3129 squid transparent',
    'udp 10.0.0.1:53 uid 5 gid 6',
  ];
  const read = readSockets(lines);
  if (!('items' in read)) throw new Error('not read');
  expect(read.items.map(socketText)).toEqual(lines);
});

test('the line that cannot be read is named', () => {
  expect(readInterfaces(['eth0', 'eth1 up'])).toEqual({ line: 1 });
  expect(readSockets(['sctp 9'])).toEqual({ line: 0 });
  expect(readSysctl(['a.b = 1', 'c'])).toEqual({ line: 1 });
  expect(linesOf(' a\n\n b ')).toEqual(['a', 'b']);
});

test('what the engine says of a machine that cannot be built is taken to its place', () => {
  expect(problemOfLine('host.routes[1]: Error: any valid prefix')).toEqual({
    path: 'host.routes[1]',
    message: 'Error: any valid prefix',
  });
  expect(problemOfLine('something else')).toEqual({ path: '', message: 'something else' });
});
