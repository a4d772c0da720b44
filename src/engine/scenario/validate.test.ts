import { describe, expect, it } from 'vitest';
import { problemText, validateScenario } from './validate.ts';

const base = (timeline: unknown[], host: object = {}) => ({
  chainwalk: 1,
  host: { interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }], ...host },
  timeline,
});
const packet = { in: 'eth0', src: '198.51.100.7', dst: '203.0.113.1' };

function problems(document: unknown): string[] {
  const result = validateScenario(document);
  return result.ok ? [] : result.error.map(problemText);
}

describe('validateScenario', () => {
  it('takes every kind of step of the contract', () => {
    const steps = [
      { packet: { in: 'eth0', hex: '4500003c' } },
      { packet: { from: 'local', hex: '4500' } },
      {
        packet: { ...packet, proto: 'tcp', sport: 40000, dport: 443, flags: 'SYN' },
        note: 'first',
        expect: { outcome: 'forwarded' },
      },
      { reply: { to: 2, flags: 'SYN,ACK' } },
      { wait: 30 },
      { command: 'iptables -I INPUT 1 -p tcp --dport 22 -j DROP', disabled: true },
      { packet: { ...packet, icmpType: 'port-unreachable', inner: { src: '1.1.1.1', dst: '2.2.2.2', proto: 'udp' } } },
    ];
    expect(problems(base(steps))).toEqual([]);
  });

  it.each([
    [{ packet: { ...packet, dport: 70000 } }, 'timeline[0].packet.dport: 70000 is not a port (0-65535)'],
    [{ packet: { ...packet, dport: '80' } }, 'timeline[0].packet.dport: 80 is not a port (0-65535)'],
    [{ packet: { ...packet, src: '300.1.1.1' } }, 'timeline[0].packet.src: 300.1.1.1 is not an IPv4 address'],
    [
      { packet: { ...packet, hex: '45' } },
      'timeline[0].packet.src: stands beside hex: a packet is given by bytes or by fields, not both',
    ],
    [{ packet: { in: 'eth0', hex: '4' } }, 'timeline[0].packet.hex: 4 is not bytes in hexadecimal'],
    [{ packet: { ...packet, in: 'eth9' } }, 'timeline[0].packet.in: the host has no interface eth9'],
    [
      { packet: { ...packet, flags: 'SYN,FOO' } },
      'timeline[0].packet.flags: "SYN,FOO" is not a comma list of FIN SYN RST PSH ACK URG ECE CWR',
    ],
    [{ packet: { ...packet, proto: 'nope' } }, 'timeline[0].packet.proto: "nope" is not a protocol name'],
    [{ packet: { ...packet, inner: { dport: -1 } } }, 'timeline[0].packet.inner.dport: -1 is not a port (0-65535)'],
    [{ packet: { ...packet, colour: 1 } }, 'timeline[0].packet.colour: is not a key of this object'],
    [{ packet, wait: 1 }, 'timeline[0]: has both packet and wait'],
    [{ reply: { to: 1 } }, 'timeline[0].reply.to: step 1 does not come before step 1'],
    [{ wait: -1 }, 'timeline[0].wait: -1 is not a number of seconds (0-315360000)'],
    [{ nothing: 1 }, 'timeline[0]: has none of packet, reply, wait, command'],
    [null, 'timeline[0]: is not an object'],
  ])('%o: %s', (step, message) => {
    expect(problems(base([step]))).toEqual([message]);
  });

  it.each([
    [{}, 'chainwalk: is missing'],
    [{ ...base([]), chainwalk: 2 }, 'chainwalk: 2 is not a version this program knows (1)'],
    [{ ...base([]), tilte: 'x' }, 'tilte: is not a key of this object'],
    [
      base([], { interfaces: [{ name: 'averyveryverylong0' }] }),
      'host.interfaces[0].name: averyveryverylong0 is not an interface name (1-15 characters, no blank, no slash)',
    ],
    [base([], { interfaces: [{ name: 'a' }, { name: 'a' }] }), 'host.interfaces[1].name: a stands there twice'],
    [
      JSON.parse('{"chainwalk":1,"host":{"__proto__":{"polluted":1}},"timeline":[]}'),
      'host.__proto__: is not a key of this object',
    ],
    ['text', 'text is not an object'],
  ])('%o: %s', (document, message) => {
    expect(problems(document)).toContain(message);
  });

  it('says so of a document nested a hundred thousand deep, at once', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(problems({ ...base([]), timeline: deep })).toHaveLength(1);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
