/**
 * Byte strings that are no datagrams, and datagrams with bytes changed, through the packet reader and through a whole
 * host: `npx tsx conformance/examiner/reader.ts [--count 1000000] [--seed 1]`. Nothing may throw, and none may take
 * longer than a second. Needs no kernel.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { bootMachine, dissect } from '../../src/engine/index.ts';
import { bytesOf, hexOf } from '../packets.ts';
import { aimAt } from './aim.ts';
import { Chance } from './chance.ts';
import { datagram, IP_OPTIONS } from './render.ts';
import { withHost } from './world.ts';

const INTERFACES = [
  { name: 'eth0', addresses: ['203.0.113.1/24'] },
  { name: 'eth1', addresses: ['192.168.1.1/24'], mtu: 576 },
];
/** Rules that read as much of a packet as rules can. */
const RULESET = `*raw
-A PREROUTING -j TRACE
-A PREROUTING -p tcp --dport 21 -j CT --helper ftp
-A PREROUTING -p udp --dport 69 -j CT --helper tftp
COMMIT
*mangle
-A PREROUTING -p tcp -m tcpmss --mss 0:65535 -m tcp --tcp-option 8 -j MARK --set-mark 1
-A PREROUTING -p sctp -m sctp --chunk-types any DATA -j MARK --set-mark 2
-A PREROUTING -p dccp -m dccp --dccp-types REQUEST -j MARK --set-mark 3
-A PREROUTING -m u32 --u32 "0>>22&0x3C@12>>26&0x3C@0=1" -j MARK --set-mark 4
-A PREROUTING -m string --string "GET" --algo kmp -j MARK --set-mark 5
-A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 500
-A FORWARD -p tcp -j TCPOPTSTRIP --strip-options timestamp
COMMIT
*nat
-A PREROUTING -i eth0 -p tcp -j DNAT --to-destination 192.168.1.9
-A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
*filter
-A INPUT -j LOG --log-ip-options --log-tcp-options --log-tcp-sequence
-A FORWARD -p udp -j REJECT
COMMIT
`;
const SLOW_MS = 1000;
/** A host remembers connections and fragments: it is replaced after so many strings. */
const PER_HOST = 20_000;

export interface Offence {
  readonly hex: string;
  readonly what: string;
}

/** What threw or took too long, of `count` byte strings. `clock` reads milliseconds. */
export function readStrings(count: number, seed: number, clock: () => number): readonly Offence[] {
  const chance = new Chance(seed);
  const world = withHost(new Chance(1), INTERFACES, ['default via 203.0.113.254 dev eth0'], []);
  const offences: Offence[] = [];
  let host = boot();
  for (let at = 0; at < count; at++) {
    if (at % PER_HOST === PER_HOST - 1) host = boot();
    const bytes = chance.oneIn(3) ? randomBytes(chance) : damaged(chance, datagramOf(chance, world));
    const started = clock();
    try {
      dissect(bytes);
      host.receive(chance.pick(INTERFACES).name, bytes, {});
      host.takeSent();
      host.log.length = 0;
    } catch (error) {
      offences.push({
        hex: hexOf(bytes),
        what: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      host = boot();
    }
    if (clock() - started > SLOW_MS) offences.push({ hex: hexOf(bytes), what: 'took more than a second' });
  }
  return offences;
}

function boot() {
  const scenario = {
    chainwalk: 1,
    host: { interfaces: INTERFACES, routes: ['default via 203.0.113.254 dev eth0'] },
    ruleset: RULESET,
    timeline: [],
  } as const;
  const booted = bootMachine(scenario, false);
  if (!booted.ok || booted.value.restore.exit !== 0)
    throw new Error(`the host does not start: ${JSON.stringify(booted)}`);
  return booted.value.machine.host;
}

function randomBytes(chance: Chance): Uint8Array {
  const bytes = bytesOf(chance.hex(chance.between(0, chance.oneIn(50) ? 2000 : 80)));
  if (bytes.length > 0 && chance.oneIn(2)) bytes[0] = 0x40 | chance.between(0, 15);
  return bytes;
}

function datagramOf(chance: Chance, world: ReturnType<typeof withHost>): Uint8Array {
  const aim = aimAt(chance, world, chance.pick(['INPUT', 'FORWARD', 'PREROUTING']), '');
  return bytesOf(datagram(chance, aim, chance.oneIn(4) ? { ipOptions: chance.pick(IP_OPTIONS) } : {}));
}

/** Up to four bytes changed, or the end cut off; the header's checksum is mostly made right again. */
function damaged(chance: Chance, original: Uint8Array): Uint8Array {
  const bytes = chance.oneIn(3) ? original.slice(0, chance.between(0, original.length)) : Uint8Array.from(original);
  for (let left = chance.between(0, 4); left > 0 && bytes.length > 0; left--)
    bytes[chance.between(0, Math.min(bytes.length, 80) - 1)] = chance.between(0, 255);
  if (bytes.length >= 20 && !chance.oneIn(4)) repairHeader(bytes, chance.oneIn(2));
  return bytes;
}

function repairHeader(bytes: Uint8Array, length: boolean): void {
  if (length) bytes.set([bytes.length >> 8, bytes.length & 255], 2);
  bytes.fill(0, 10, 12);
  let sum = 0;
  const end = Math.min(((bytes[0] ?? 0) & 15) * 4, bytes.length);
  for (let at = 0; at + 1 < end; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  bytes.set([(~sum >> 8) & 255, ~sum & 255], 10);
}

function main(): void {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
  });
  const count = Number(values.count);
  const started = performance.now();
  const offences = readStrings(count, Number(values.seed), () => performance.now());
  for (const { hex, what } of offences.slice(0, 10)) console.log(`${hex}\n  ${what}`);
  console.log(
    `${count} byte strings in ${((performance.now() - started) / 1000).toFixed(0)} s: ${offences.length} threw or took too long`,
  );
  process.exitCode = offences.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
