import { expect, test } from 'vitest';
import { tellingFirst } from './telling-first.ts';

test('what fits is left as it is', () => {
  expect(tellingFirst('eth0 tcp dpt:8080')).toBe('eth0 tcp dpt:8080');
});

test('ports and states come first in what would be cut', () => {
  expect(tellingFirst('eth0 →192.168.1.10 tcp dpt:80')).toBe('tcp dpt:80 eth0 →192.168.1.10');
  expect(tellingFirst('192.168.1.0/24 →docker0 REL,EST')).toBe('REL,EST 192.168.1.0/24 →docker0');
  expect(tellingFirst('eth0 203.0.113.0/24 tcp dpt:22 NEW')).toBe('tcp dpt:22 NEW eth0 203.0.113.0/24');
});

test('without either the order stays', () => {
  expect(tellingFirst('docker0 !→docker0 172.17.0.0/16')).toBe('docker0 !→docker0 172.17.0.0/16');
});
