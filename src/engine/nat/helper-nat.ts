import type {
  Conntrack,
  ConntrackEntry,
  Environment,
  Expectation,
  HelperCommand,
  HelperNat,
  Packet,
  StationVerdict,
} from '../model/index.ts';
import { bindEntry, exactly } from './binding.ts';
import { replacePayload } from './payload.ts';
import { opposite } from './tuples.ts';

/** NAT's part in helpers: expectations follow the translation, and what a payload says of addresses is rewritten. */
export function createHelperNat(environment: Environment, conntrack: Conntrack): HelperNat {
  return {
    announce: (packet, command) =>
      command.form === null || command.form === 'untranslated'
        ? expectAsIs(conntrack, command)
        : announce(environment, conntrack, packet, command),
    followMaster: (entry, expectation) => followMaster(environment, conntrack, entry, expectation),
  };
}

/** nf_nat_tftp: nothing is written in the payload. */
function expectAsIs(conntrack: Conntrack, { expectation, form }: HelperCommand): StationVerdict {
  if (conntrack.expect({ ...expectation, followsMaster: form === null }) === 'expected') return { kind: 'accept' };
  return { kind: 'drop', reason: 'conntrack', text: 'cannot add expectation' };
}

/** nf_nat_ftp and nf_nat_irc: the same port if it is free to be expected, else the next ones. */
function announce(
  environment: Environment,
  conntrack: Conntrack,
  packet: Packet,
  command: HelperCommand,
): StationVerdict {
  const { expectation, direction } = command;
  const address = expectation.master[opposite(direction)].destination;
  const port = findPort(conntrack, command);
  if (port === null) return { kind: 'drop', reason: 'conntrack', text: 'all ports in use' };
  const text = writeCommand(command.form, address, port);
  const { sequence, growth, change } = replacePayload(packet, command, text);
  conntrack.noteGrowth(expectation.master, direction, sequence, growth);
  if (!environment.silent) {
    environment.emit({
      kind: 'rewritten',
      packet: packet.id,
      hook: null,
      by: 'helper',
      changes: [change],
      bytes: packet.bytes.slice(),
    });
  }
  return { kind: 'accept' };
}

function findPort(conntrack: Conntrack, { expectation, direction }: HelperCommand): number | null {
  const wanted = expectation.tuple.destinationPart;
  for (let port = wanted; port > 0 && port <= 65535; port += 1) {
    const outcome = conntrack.expect({
      ...expectation,
      tuple: { ...expectation.tuple, destinationPart: port },
      savedPart: wanted,
      direction: opposite(direction),
      followsMaster: true,
    });
    if (outcome === 'expected') return port;
    if (outcome === 'full') return null;
  }
  return null;
}

function writeCommand(form: HelperCommand['form'], address: number, port: number): string {
  const octets = [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255];
  switch (form) {
    case 'eprt':
      return `|1|${octets.join('.')}|${port}|`;
    case 'epsv':
      return `|||${port}|`;
    case 'dcc':
      return `${address} ${port}`;
    case 'port':
    case 'pasv':
    case 'untranslated':
    case null:
      return [...octets, port >> 8, port & 255].join(',');
  }
}

/** The source becomes what the master is seen as, the destination what the master's other end really is (nf_nat_follow_master). */
function followMaster(
  environment: Environment,
  conntrack: Conntrack,
  entry: ConntrackEntry,
  expectation: Expectation,
): void {
  const { master, direction, savedPart } = expectation;
  const side = master[opposite(direction)];
  bindEntry(environment, conntrack, entry, { range: exactly(side.destination), manip: 'source' });
  bindEntry(environment, conntrack, entry, { range: exactly(side.source, savedPart), manip: 'destination' });
}
