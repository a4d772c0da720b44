import { tcpAcknowledgment, tcpSequence } from '../net/index.ts';
import type { ConntrackAttachment, HelperCommand, Hook, Packet, StationVerdict } from '../model/index.ts';
import { emitConntrack, stateOf } from './core.ts';
import type { Core } from './core.ts';
import { own } from './entry.ts';
import type { Entry } from './entry.ts';
import { ACCEPT } from './helpers/helper.ts';
import { helperOf } from './helpers/registry.ts';
import { adjustSequence } from './sequence.ts';
import { trackableTransport } from './tuple.ts';

/** Helper and sequence adjustment of a packet about to leave or to be delivered (the first half of nf_confirm). */
export function helpPacket(core: Core, packet: Packet, hook: Hook): StationVerdict {
  const { conntrack } = packet;
  if (conntrack === null || conntrack === 'untracked') return ACCEPT;
  const entry = own(conntrack.entry);
  const isShifted = entry.status.sequenceAdjust && packet.inDevice !== 'lo';
  if (entry.helper === null && !isShifted) return ACCEPT;
  if (conntrack.relation === 'related' && conntrack.direction === 'reply') return ACCEPT;
  const transport = trackableTransport(packet.bytes);
  if (transport === null) return ACCEPT;
  const verdict = runHelper(core, packet, hook, { attachment: conntrack, entry, transport });
  if (verdict.kind === 'drop' || !isShifted) return verdict;
  return shift(core, packet, hook, { attachment: conntrack, entry, transport });
}

interface Helped {
  readonly attachment: ConntrackAttachment;
  readonly entry: Entry;
  readonly transport: number;
}

function runHelper(core: Core, packet: Packet, hook: Hook, { attachment, entry, transport }: Helped): StationVerdict {
  if (entry.helper === null) return ACCEPT;
  const helper = helperOf(entry.helper);
  if (helper === null) {
    admitUnknown(core, packet, entry);
    return ACCEPT;
  }
  const verdict = helper.help({
    packet,
    entry,
    attachment,
    transport,
    warn: (text) => core.environment.printk(4, text),
    announce(command) {
      const outcome = announce(core, packet, entry, command);
      if (outcome.kind === 'accept') {
        emitConntrack(
          core,
          { packet, hook },
          { action: 'expected', state: stateOf(entry), entry, reason: describe(core, entry) },
        );
      }
      return outcome;
    },
  });
  if (verdict.kind === 'drop') logDrop(core, packet, helper.name, verdict.text ?? '');
  return verdict;
}

/** Says once a connection that its helper is not modelled: it may expect connections, or rewrite or drop packets. */
function admitUnknown({ environment }: Core, packet: Packet, entry: Entry): void {
  if (entry.helperState === 'unknown' || environment.silent) return;
  entry.helperState = 'unknown';
  environment.emit({
    kind: 'unknown',
    packet: packet.id,
    what: `what the ${entry.helper ?? ''} helper makes of this connection`,
  });
}

/** nf_ct_helper_log. */
function logDrop({ environment }: Core, packet: Packet, helper: string, text: string): void {
  environment.printk(5, `nf_ct_${helper}: dropping packet: ${text} ${environment.describe(packet, 'none')}`);
}

function announce(core: Core, packet: Packet, { status }: Entry, command: HelperCommand): StationVerdict {
  if (core.nat !== null && (status.sourceNat || status.destinationNat)) return core.nat.announce(packet, command);
  const policy = helperOf(command.helper)?.policy ?? { most: 1, timeout: 300_000 };
  if (core.expectations.add(command.expectation, policy) === 'expected') return ACCEPT;
  return { kind: 'drop', reason: 'conntrack', text: 'cannot add expectation' };
}

function describe({ expectations }: Core, entry: Entry): string {
  const expectation = expectations.list().findLast(({ master }) => master === entry);
  if (expectation === undefined) return 'a connection';
  return `a connection to port ${expectation.tuple.destinationPart}`;
}

function shift(
  { environment }: Core,
  packet: Packet,
  hook: Hook,
  { attachment, entry, transport }: Helped,
): StationVerdict {
  const before = environment.silent ? null : readNumbers(packet, transport);
  if (!adjustSequence(packet, transport, entry, attachment.direction)) {
    return {
      kind: 'drop',
      reason: 'conntrack',
      text: 'its TCP options are malformed, so its sequence numbers cannot be adjusted',
    };
  }
  if (before === null) return ACCEPT;
  const after = readNumbers(packet, transport);
  const changes = (['seq', 'ack'] as const)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: String(before[field]), after: String(after[field]) }));
  if (changes.length > 0) {
    environment.emit({
      kind: 'rewritten',
      packet: packet.id,
      hook,
      by: 'sequence-adjust',
      changes,
      bytes: packet.bytes.slice(),
    });
  }
  return ACCEPT;
}

const readNumbers = ({ bytes }: Packet, transport: number): { readonly seq: number; readonly ack: number } => ({
  seq: tcpSequence(bytes, transport),
  ack: tcpAcknowledgment(bytes, transport),
});
