import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../net/index.ts';
import { Routing } from './index.ts';
import type { InputQuery, OutputQuery } from './index.ts';

const at = (text: string): number => parseAddress(text) ?? 0;

function machine(conf: { readonly [key: string]: number } = {}): Routing {
  return new Routing({
    devices: [
      { name: 'eth0', mac: new Uint8Array(6), mtu: 1500, addresses: ['203.0.113.1/24'] },
      {
        name: 'eth1',
        mac: new Uint8Array(6),
        mtu: 1500,
        addresses: ['192.168.1.1/24', '192.168.1.5/24', '10.7.7.7/32', '10.7.8.7/31'],
      },
    ],
    conf: (device, key) =>
      conf[`${device}.${key}`] ?? conf[key] ?? (key === 'forwarding' || key === 'shared_media' ? 1 : 0),
  });
}

const input = (source: string, destination: string, device = 'eth0', mark = 0): InputQuery => ({
  source: at(source),
  destination: at(destination),
  device,
  mark,
  tos: 0,
  protocol: 17,
  sourcePort: 1,
  destinationPort: 2,
});
const output = (destination: string, source = '0.0.0.0', mark = 0): OutputQuery => ({
  destination: at(destination),
  source: at(source),
  mark,
  tos: 0,
  outDevice: '',
  protocol: 17,
  sourcePort: 1,
  destinationPort: 2,
  uid: 0,
  anySource: false,
});
const errorOf = (result: ReturnType<Routing['addRoute']> | ReturnType<Routing['addRule']>): string | null =>
  result.ok ? null : result.error.message;

describe('ip route', () => {
  it('prints the routes that the kernel makes of addresses', () => {
    const shown = machine().showRoutes('local');
    expect(shown.ok && shown.value).toBe(
      [
        'local 10.7.7.7 dev eth1 proto kernel scope host src 10.7.7.7 ',
        'local 10.7.8.7 dev eth1 proto kernel scope host src 10.7.8.7 ',
        'local 127.0.0.0/8 dev lo proto kernel scope host src 127.0.0.1 ',
        'local 127.0.0.1 dev lo proto kernel scope host src 127.0.0.1 ',
        'broadcast 127.255.255.255 dev lo proto kernel scope link src 127.0.0.1 ',
        'local 192.168.1.1 dev eth1 proto kernel scope host src 192.168.1.1 ',
        'local 192.168.1.5 dev eth1 proto kernel scope host src 192.168.1.1 ',
        'broadcast 192.168.1.255 dev eth1 proto kernel scope link src 192.168.1.1 ',
        'local 203.0.113.1 dev eth0 proto kernel scope host src 203.0.113.1 ',
        'broadcast 203.0.113.255 dev eth0 proto kernel scope link src 203.0.113.1 ',
        '',
      ].join('\n'),
    );
  });
  it('prints what was added, as iproute2 does', () => {
    const routing = machine();
    const added = [
      'default via 203.0.113.254 dev eth0',
      'default via 9.9.9.9 dev eth0 onlink metric 5',
      '10/8 via 203.0.113.254',
      'unreachable 10.9.0.0/16',
      'prohibit 10.10.0.0/16 metric 7',
      '10.20.0.0/16 dev eth1 src 192.168.1.5 mtu 1400 metric 3',
      '10.22.0.0/16 via 192.168.1.9 proto static tos 0x10',
      '10.26.0.0/16 nexthop via 192.168.1.9 dev eth1 weight 2 nexthop via 203.0.113.254 dev eth0',
      '10.27.0.0/16 via 192.168.1.9 mtu lock 1300 advmss 1000 realm 3',
      'to 10.29.0.0/16 dev eth1 scope host',
      '10.30.0.0/16 dev eth1 scope global',
      '10.31.0.0/16 via 192.168.1.9 proto 77 initcwnd 10',
      '0.0.0.0/0 via 192.168.1.8 metric 300',
    ];
    for (const text of added) expect(errorOf(routing.addRoute(text))).toBeNull();
    expect(errorOf(routing.addRoute('default via 192.168.1.7 metric 300', 'append'))).toBeNull();
    expect(errorOf(routing.addRoute('default via 192.168.1.6 metric 300', 'replace'))).toBeNull();
    const shown = routing.showRoutes();
    expect(shown.ok && shown.value.split('\n')).toEqual([
      'default via 203.0.113.254 dev eth0 ',
      'default via 9.9.9.9 dev eth0 metric 5 onlink ',
      'default via 192.168.1.6 dev eth1 metric 300 ',
      'default via 192.168.1.7 dev eth1 metric 300 ',
      '10.0.0.0/8 via 203.0.113.254 dev eth0 ',
      '10.7.8.6/31 dev eth1 proto kernel scope link src 10.7.8.7 ',
      'unreachable 10.9.0.0/16 ',
      'prohibit 10.10.0.0/16 metric 7 ',
      '10.20.0.0/16 dev eth1 scope link src 192.168.1.5 metric 3 mtu 1400 ',
      '10.22.0.0/16 tos 0x10 via 192.168.1.9 dev eth1 proto static ',
      '10.26.0.0/16 ',
      '\tnexthop via 192.168.1.9 dev eth1 weight 2 ',
      '\tnexthop via 203.0.113.254 dev eth0 weight 1 ',
      '10.27.0.0/16 via 192.168.1.9 dev eth1 realm 3 mtu lock 1300 advmss 1000 ',
      '10.29.0.0/16 dev eth1 scope host ',
      '10.30.0.0/16 dev eth1 ',
      '10.31.0.0/16 via 192.168.1.9 dev eth1 proto 77 initcwnd 10 ',
      '192.168.1.0/24 dev eth1 proto kernel scope link src 192.168.1.1 ',
      '203.0.113.0/24 dev eth0 proto kernel scope link src 203.0.113.1 ',
      '',
    ]);
  });
  it.each([
    ['default via 9.9.9.9 dev eth0', 'Error: Nexthop has invalid gateway.'],
    ['10.1.2.3/8 via 203.0.113.254', 'Error: Invalid prefix for given prefix length.'],
    ['10.0.0.0/8 via 203.0.113.254 dev nope', 'Cannot find device "nope"'],
    ['10.0.0.0/8 via 203.0.113.254 dev eth1', 'Error: Nexthop has invalid gateway.'],
    ['10.0.0.0/8', 'RTNETLINK answers: No such device'],
    ['nonsense', 'Error: any valid prefix is expected rather than "nonsense".'],
    ['10.9.0.0/16 via 1.2', 'Error: Nexthop has invalid gateway.'],
    ['10.21.0.0/16 dev eth1 src 9.9.9.9', 'Error: Invalid prefsrc address.'],
    ['10.22.0.0/16 via 192.168.1.9 scope link', 'Error: Nexthop has invalid gateway.'],
    ['10.23.0.0/16 via 192.168.1.9 table foo', 'Error: argument "foo" is wrong: "table" value is invalid\n'],
    ['10.24.0.0/16 via 192.168.1.9 bogus 5', 'Error: either "to" is duplicate, or "bogus" is a garbage.'],
    ['10.25.0.0/16 via 192.168.1.9 metric x', 'Error: argument "x" is wrong: "metric" value is invalid\n'],
    ['10.25.0.0/16 via', 'Command line is not complete. Try option "help"'],
    ['192.168.1.0/24 dev eth1', 'RTNETLINK answers: File exists'],
  ])('refuses %s', (text, message) => {
    expect(errorOf(machine().addRoute(text))).toBe(message);
  });
});

describe('ip rule', () => {
  it('orders and prints rules', () => {
    const routing = machine();
    const rules = [
      'from all fwmark 1 table 10',
      'fwmark 0x2/0xf lookup 100',
      'from 10.0.0.0/8 to 1.2.3.0/24 iif eth0 oif eth1 tos 0x10 table main priority 100',
      'not from 10.1.1.1 lookup local pref 50',
      'blackhole from 10.66.0.0/16',
      'iif lo suppress_prefixlength 0 table main pref 40',
      'iif nope table 10',
      'ipproto tcp dport 80 sport 1000-2000 table 100',
      'from 10.0.0.1 goto 100 pref 60',
    ];
    for (const text of rules) expect(errorOf(routing.addRule(text))).toBeNull();
    expect(routing.showRules()).toBe(
      '0:\tfrom all lookup local\n38:\tfrom all ipproto tcp sport 1000-2000 dport 80 lookup 100\n39:\tfrom all iif nope [detached] lookup 10\n' +
        '40:\tfrom all iif lo lookup main suppress_prefixlength 0\n49:\tfrom 10.66.0.0/16 blackhole\n50:\tnot from 10.1.1.1 lookup local\n' +
        '60:\tfrom 10.0.0.1 goto 100\n100:\tfrom 10.0.0.0/8 to 1.2.3.0/24 tos 0x10 iif eth0 oif eth1 lookup main\n' +
        '32764:\tfrom all fwmark 0x2/0xf lookup 100\n32765:\tfrom all fwmark 0x1 lookup 10\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n',
    );
    expect(errorOf(routing.addRule('from all table foo'))).toBe('Error: argument "foo" is wrong: invalid table ID\n');
    expect(errorOf(routing.addRule('bogus'))).toBe('Error: argument "bogus" is wrong: Failed to parse rule type');
  });
});

describe('the decision', () => {
  it('follows policy rules by mark', () => {
    const routing = machine();
    routing.addRoute('default via 203.0.113.254 dev eth0');
    routing.addRoute('default via 192.168.1.9 table 10');
    routing.addRule('fwmark 1 table 10');
    const [plain, marked] = [routing.output(output('8.8.8.8')), routing.output(output('8.8.8.8', '0.0.0.0', 1))];
    expect(plain).toMatchObject({ device: 'eth0', source: at('203.0.113.1') });
    expect(marked).toMatchObject({ device: 'eth1', source: at('192.168.1.1'), gateway: at('192.168.1.9') });
  });
  it.each([
    ['127.0.0.1', '8.8.8.8', 'martian-source'],
    ['9.9.9.9', '127.0.0.1', 'martian-destination'],
    ['203.0.113.1', '203.0.113.1', 'martian-source'],
    ['0.0.0.0', '203.0.113.1', 'martian-source'],
    ['255.255.255.255', '203.0.113.1', 'martian-source'],
    ['224.0.0.5', '203.0.113.1', 'martian-source'],
    ['9.9.9.9', '0.0.0.0', 'martian-destination'],
    ['9.9.9.9', '224.0.0.9', 'multicast'],
  ])('refuses %s to %s', (source, destination, reason) => {
    const routing = machine();
    routing.addRoute('default via 203.0.113.254 dev eth0');
    expect(routing.input(input(source, destination))).toEqual({ kind: 'drop', reason });
  });
  it('filters by the reverse path', () => {
    const strict = machine({ rp_filter: 1 });
    strict.addRoute('default via 203.0.113.254 dev eth0');
    expect(strict.input(input('8.8.8.8', '192.168.1.9', 'eth1'))).toEqual({ kind: 'drop', reason: 'reverse-path' });
    expect(strict.input(input('8.8.8.8', '192.168.1.9', 'eth0'))).toMatchObject({ kind: 'forward' });
    const loose = machine({ rp_filter: 2 });
    expect(loose.input(input('8.8.8.8', '192.168.1.9', 'eth0'))).toEqual({ kind: 'drop', reason: 'reverse-path' });
    loose.addRoute('default via 192.168.1.9');
    expect(loose.input(input('8.8.8.8', '192.168.1.9', 'eth0'))).toMatchObject({ kind: 'forward' });
  });
  it('tells the errors of routes apart', () => {
    const routing = machine();
    for (const type of ['unreachable 10.1.0.0/16', 'prohibit 10.2.0.0/16', 'blackhole 10.3.0.0/16'])
      routing.addRoute(type);
    const errors = ['10.1.1.1', '10.2.1.1', '10.3.1.1', '10.4.1.1'].map((to) =>
      routing.input(input('203.0.113.9', to)),
    );
    expect(errors.map((each) => each.kind === 'error' && each.error)).toEqual([
      'EHOSTUNREACH',
      'EACCES',
      'EINVAL',
      'ENETUNREACH',
    ]);
    expect(machine({ forwarding: 0 }).input(input('203.0.113.9', '10.4.1.1'))).toMatchObject({
      kind: 'error',
      forwarding: false,
    });
  });
  it('delivers to its own and to broadcast addresses', () => {
    const routing = machine();
    const types = ['192.168.1.1', '203.0.113.255', '255.255.255.255', '224.0.0.1'].map((to) =>
      routing.input(input('203.0.113.9', to)),
    );
    expect(types.map((each) => each.kind === 'local' && each.type)).toEqual([
      'LOCAL',
      'BROADCAST',
      'BROADCAST',
      'MULTICAST',
    ]);
    expect(routing.output(output('192.168.1.5'))).toMatchObject({
      type: 'LOCAL',
      device: 'lo',
      source: at('192.168.1.1'),
    });
    expect(
      ['192.168.1.255', '9.9.9.9', '10.7.7.7', '224.1.1.1', '255.255.255.255'].map((text) =>
        routing.addressType(at(text)),
      ),
    ).toEqual(['BROADCAST', 'UNICAST', 'LOCAL', 'MULTICAST', 'BROADCAST']);
    expect(formatAddress(routing.selectAddress('eth1', at('10.7.8.6')))).toBe('10.7.8.7');
  });
  it('wants a redirect when the way back out is the way in', () => {
    const routing = machine({ send_redirects: 1 });
    routing.addRoute('default via 192.168.1.9');
    expect(routing.input(input('192.168.1.77', '8.8.8.8', 'eth1'))).toMatchObject({ kind: 'forward', redirect: true });
  });
});
