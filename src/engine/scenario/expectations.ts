import type { WalkEvent } from '../model/index.ts';
import { dissect } from './dissect.ts';
import type { Expectations, PacketFields } from './document.ts';
import { placeText } from './outcome.ts';
import { buildPacket } from './packet.ts';
import type { CommandOutput, LogLine } from './record.ts';
import type { ExpectationView } from './views.ts';

interface StepFacts {
  readonly events: readonly WalkEvent[];
  readonly log: readonly LogLine[];
  readonly command?: CommandOutput | undefined;
}

/** What became of the step's own packet: host-made answers have walks of their own and do not count. */
interface Fate {
  readonly outcome: string;
  readonly to: string;
  readonly places: readonly string[];
  readonly state: string;
  readonly bytes: Uint8Array | null;
}

function fateOf(events: readonly WalkEvent[]): Fate {
  const first = events.find(({ kind }) => kind === 'received' || kind === 'originated');
  const own = events.filter(({ packet }) => packet === first?.packet);
  let fate: Fate = { outcome: '', to: '', places: [], state: '', bytes: null };
  let rejected = false;
  for (const event of own) {
    if ('bytes' in event) fate = { ...fate, bytes: event.bytes };
    if (event.kind === 'conntrack' && event.action !== 'confirmed') fate = { ...fate, state: event.state };
    if (event.kind === 'verdict' && event.final) {
      rejected = event.verdict.startsWith('REJECT');
      fate = { ...fate, places: [...fate.places, placeText(event)] };
    }
    if (event.kind === 'policy')
      fate = { ...fate, places: [...fate.places, placeText({ table: event.table, chain: event.chain })] };
    if (event.kind === 'sent')
      fate = { ...fate, outcome: first?.kind === 'received' ? 'forwarded' : 'sent', to: event.device };
    if (event.kind === 'delivered') fate = { ...fate, outcome: 'delivered', to: event.process ?? event.to };
    if (event.kind === 'dropped')
      fate = {
        ...fate,
        outcome: rejected ? 'rejected' : 'dropped',
        // What the stack or routing threw away was accepted by every rule on its way: none of them decided.
        places: event.place ? [placeText(event.place)] : [],
      };
  }
  return fate;
}

const view = (text: string, pass: boolean, was: string): ExpectationView => ({ text, pass, was });

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** Compares normalised values: 'echo-request' and 8, 'udp' and 17 are the same. */
function packetViews(wanted: PacketFields, bytes: Uint8Array | null): ExpectationView[] {
  const has: PacketFields = bytes ? dissect(bytes).fields : {};
  const normal = dissect(buildPacket({ ...has, ...wanted })).fields;
  return (Object.keys(wanted) as (keyof PacketFields)[]).map((field) => {
    const key = field === 'payload' ? 'payloadHex' : field;
    const was = has[key];
    return view(`${field} ${shown(wanted[field])}`, bytes !== null && normal[key] === was, shown(was));
  });
}

/** Each thing that a step's `expect` names, with whether it held and what was instead. */
export function checkExpectations(expect: Expectations, facts: StepFacts): readonly ExpectationView[] {
  const fate = fateOf(facts.events);
  const views: ExpectationView[] = [];
  if (expect.outcome !== undefined) {
    const pass = expect.outcome === fate.outcome || (expect.outcome === 'sent' && fate.outcome === 'forwarded');
    views.push(view(`outcome ${expect.outcome}`, pass, fate.outcome));
  }
  if (expect.to !== undefined) views.push(view(`to ${expect.to}`, expect.to === fate.to, fate.to));
  if (expect.by !== undefined)
    views.push(view(`by ${expect.by}`, fate.places.includes(expect.by), fate.places.join(', ')));
  if (expect.state !== undefined) views.push(view(`state ${expect.state}`, expect.state === fate.state, fate.state));
  if (expect.packet !== undefined) views.push(...packetViews(expect.packet, fate.bytes));
  if (expect.log !== undefined) {
    const { log } = expect;
    const lines = facts.log.map(({ line }) => line);
    views.push(
      view(
        `log ${log}`,
        lines.some((line) => line.includes(log)),
        lines.join('\n'),
      ),
    );
  }
  if (expect.exit !== undefined)
    views.push(view(`exit ${expect.exit}`, expect.exit === facts.command?.exit, String(facts.command?.exit ?? '')));
  if (expect.stdout !== undefined)
    views.push(
      view(
        `stdout ${expect.stdout}`,
        facts.command?.stdout.includes(expect.stdout) ?? false,
        facts.command?.stdout ?? '',
      ),
    );
  return views;
}
