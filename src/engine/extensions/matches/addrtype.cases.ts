import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'addrtype',
  rules: [
    {
      rule: '-m addrtype --src-type LOCAL,UNICAST',
      saved: '-m addrtype --src-type UNICAST,LOCAL',
      listed: 'ADDRTYPE match src-type UNICAST,LOCAL',
    },
    {
      rule: '-m addrtype ! --src-type lo --dst-type BROADCAST,MULTICAST',
      saved: '-m addrtype ! --src-type LOCAL --dst-type BROADCAST,MULTICAST',
      listed: 'ADDRTYPE match src-type !LOCAL dst-type BROADCAST,MULTICAST',
    },
    {
      rule: '-m addrtype --limit-iface-in --dst-type LOCAL',
      saved: '-m addrtype --dst-type LOCAL --limit-iface-in',
      listed: 'ADDRTYPE match dst-type LOCAL limit-in',
    },
    {
      rule: '-m addrtype --dst-type LOCAL --limit-iface-out',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
    { rule: '-m addrtype', error: 'addrtype: you must specify --src-type or --dst-type' },
    { rule: '-m addrtype --dst-type LOCAL,FOO,X', error: "addrtype: bad type `FOO,X'" },
    { rule: '-m addrtype --dst-type LOCAL,', error: 'addrtype: bad type ""' },
    {
      rule: '-m addrtype --src-type LOCAL --limit-iface-in --limit-iface-out',
      error: 'addrtype: option "--limit-iface-in" cannot be used together with "--limit-iface-out".',
    },
  ],
  packets: [
    { rule: '-m addrtype --src-type UNICAST', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m addrtype ! --src-type UNICAST', packet: { proto: 'udp' }, result: { miss: '--src-type' } },
    { rule: '-m addrtype --dst-type BROADCAST', packet: { proto: 'udp', dst: '255.255.255.255' }, result: 'match' },
    {
      rule: '-m addrtype --dst-type LOCAL',
      packet: { proto: 'udp', dst: '255.255.255.255' },
      result: { miss: '--dst-type' },
    },
  ],
};
