import type { TFunction } from 'i18next';
import type { MissReason, RulePlace, WalkEvent } from '../../engine/index.ts';

type T = TFunction<'graph'>;
type Of<K extends WalkEvent['kind']> = Extract<WalkEvent, { readonly kind: K }>;

/** What happens at an event in one plain sentence. `rule` picks one rule of a `missed` stretch. */
export function sentenceOf(t: T, event: WalkEvent, rule: number | null): string {
  switch (event.kind) {
    case 'received':
      return t('sentence.received', { device: event.device });
    case 'originated':
      return originated(t, event);
    case 'hook':
      return hook(t, event);
    case 'table':
      return t('sentence.table', { table: event.table, chain: event.chain });
    case 'skipped':
      return skipped(t, event);
    case 'missed':
      return missed(t, event, rule);
    case 'matched':
      return event.target === ''
        ? t('sentence.matchedNoTarget', { place: placeText(t, event) })
        : t('sentence.matched', { place: placeText(t, event), target: event.target });
    case 'jumped':
      return t(event.goto ? 'sentence.wentTo' : 'sentence.jumped', { place: placeText(t, event), to: event.to });
    case 'returned':
      return returned(t, event);
    case 'policy':
      return t('sentence.policy', { table: event.table, chain: event.chain, policy: event.policy });
    case 'verdict':
      return t(event.final ? 'sentence.verdictFinal' : 'sentence.verdict', {
        place: placeText(t, event),
        verdict: event.verdict,
      });
    case 'rewritten':
      return t('sentence.rewritten', { cause: rewriteCause(t, event), changes: changesText(event) });
    case 'marked':
      return t('sentence.marked', { field: event.field, before: event.before, after: event.after });
    case 'conntrack':
      return conntrack(t, event);
    case 'nat':
      return nat(t, event);
    case 'routed':
      return routed(t, event);
    case 'logged':
      return event.trace ? t('sentence.traced') : t('sentence.logged', { line: event.line });
    case 'reassembled':
      return t('sentence.reassembled', { count: event.fragments });
    case 'fragmented':
      return t('sentence.fragmented', { count: event.sizes.length, device: event.device });
    case 'sent':
      return t('sentence.sent', { device: event.device });
    case 'looped':
      return t('sentence.looped', { device: event.device });
    case 'delivered':
      return t('sentence.delivered', { to: event.process ?? event.to });
    case 'dropped':
      return dropped(t, event);
    case 'unknown':
      return t('sentence.unknown', { what: event.what });
  }
}

/** 'filter INPUT rule 3', in the reader's language. */
export const placeText = (t: T, place: RulePlace): string =>
  t('place', { table: place.table, chain: place.chain, rule: place.rule });

/** Reason of one rule of a stretch, if it came with the event. */
export function reasonOf(event: Of<'missed'>, rule: number | null): MissReason | null {
  return event.reasons?.[(rule ?? event.from) - event.from] ?? null;
}

/** 'dst 203.0.113.1 → 192.168.1.10, dport 8080 → 80' */
const changesText = (event: Of<'rewritten'>): string =>
  event.changes.map(({ field, before, after }) => `${field} ${before} → ${after}`).join(', ');

export const rewriteCause = (t: T, event: Of<'rewritten'>): string =>
  event.place === undefined
    ? t(`rewrittenByCause.${event.by}`)
    : t('rewrittenBy', { place: placeText(t, event.place) });

function originated(t: T, event: Of<'originated'>): string {
  switch (event.by) {
    case 'process':
      return event.process === undefined
        ? t('sentence.originatedProcess')
        : t('sentence.originatedNamed', { process: event.process });
    case 'reject':
      return t('sentence.originatedReject');
    case 'icmp-error':
      return t('sentence.originatedIcmp');
    case 'local-stack':
      return t('sentence.originatedStack');
    case 'tee':
      return t('sentence.originatedTee');
    case 'synproxy':
      return t('sentence.originatedSynproxy');
    case 'fragment-timeout':
      return t('sentence.originatedFragments');
  }
}

function hook(t: T, { hook: name, inDevice, outDevice }: Of<'hook'>): string {
  if (inDevice !== '' && outDevice !== '') return t('sentence.hookThrough', { hook: name, inDevice, outDevice });
  return inDevice === ''
    ? t('sentence.hookOut', { hook: name, outDevice })
    : t('sentence.hookIn', { hook: name, inDevice });
}

function skipped(t: T, event: Of<'skipped'>): string {
  const values = { station: event.station, hook: event.hook, reason: t(`skip.${event.reason}`) };
  return event.by === undefined
    ? t('sentence.skipped', values)
    : t('sentence.skippedBy', { ...values, place: placeText(t, event.by) });
}

function missed(t: T, event: Of<'missed'>, rule: number | null): string {
  const { table, chain, from, to } = event;
  if (rule === null && to > from) return t('sentence.missedRange', { from, to, table, chain });
  const place = placeText(t, { table, chain, rule: rule ?? from });
  const reason = reasonOf(event, rule);
  if (reason === null) return t('sentence.missedPlain', { place });
  return t('sentence.missed', { place, reason: whyNot(t, reason) });
}

/** Options that have a plain name; others are said as they are typed. */
const PLAIN_NAMES = {
  '-s': 'source',
  '-d': 'destination',
  '-i': 'inDevice',
  '-o': 'outDevice',
  '-p': 'protocol',
  '--sport': 'sourcePort',
  '--dport': 'destinationPort',
  '--sports': 'sourcePort',
  '--dports': 'destinationPort',
  '--source-port': 'sourcePort',
  '--destination-port': 'destinationPort',
  '--ports': 'anyPort',
  '--ctstate': 'state',
  '--state': 'state',
  '--tcp-flags': 'tcpFlags',
  '--syn': 'tcpFlags',
  '--icmp-type': 'icmpType',
  '--mac-source': 'mac',
  '--mark': 'mark',
  '--src-range': 'source',
  '--dst-range': 'destination',
  '--length': 'length',
  '--src-type': 'sourceType',
  '--dst-type': 'destinationType',
  '--uid-owner': 'user',
  '--gid-owner': 'group',
  '--pkt-type': 'packetType',
  '--dscp': 'dscp',
  '--tos': 'tos',
} as const;

/** 'it wants destination port 443, this packet has 80' */
export function whyNot(t: T, { option, wants, has }: MissReason): string {
  const typed = option.replace(/^! /, '');
  const isInverted = option !== typed || wants.startsWith('! ');
  const values = { wants: wants.replace(/^! /, ''), has };
  const what = typed in PLAIN_NAMES ? t(`fields.${PLAIN_NAMES[typed as keyof typeof PLAIN_NAMES]}`) : typed;
  return t(isInverted ? 'sentence.whyNotInverted' : 'sentence.whyNot', { ...values, what });
}

function returned(t: T, { chain, to, toRule, explicit }: Of<'returned'>): string {
  if (toRule === 0) return t('sentence.returnedPolicy', { to });
  return t(explicit ? 'sentence.returned' : 'sentence.fellOff', { chain, to, toRule });
}

/** 'NEW, entry made': what the tracker did, short enough for its station. */
export const conntrackText = (t: T, event: Of<'conntrack'>): string =>
  t(`conntrack.${event.action}`, { state: event.state });

function conntrack(t: T, event: Of<'conntrack'>): string {
  const what = conntrackText(t, event);
  return event.reason === undefined
    ? t('sentence.conntrack', { what })
    : t('sentence.conntrackReason', { what, reason: trackerReason(t, event.reason) });
}

const TRACKER_REASONS = {
  'its timer ran out': 'timer',
  'the first answer': 'firstAnswer',
  'an ICMP error about this connection': 'icmpError',
  'ASSURED: data flows both ways': 'assuredData',
  'ASSURED: packets both ways': 'assured',
  'the timer runs on': 'timerRunsOn',
} as const;

/** What the tracker says of a change, in the reader's language where it is one of the common ones. */
export function trackerReason(t: T, reason: string): string {
  const said = reason
    .split('; ')
    .map((part) =>
      part in TRACKER_REASONS ? t(`tracker.${TRACKER_REASONS[part as keyof typeof TRACKER_REASONS]}`) : part,
    );
  return said.join('; ');
}

function nat(t: T, event: Of<'nat'>): string {
  const manip = t(event.manip === 'source' ? 'sentence.manipSource' : 'sentence.manipDestination');
  if (event.action === 'bound') return t('sentence.natBound', { manip });
  return t(event.action === 'clash' ? 'sentence.natClash' : 'sentence.natNull', { manip });
}

function routed(t: T, { phase, outcome, device, route }: Of<'routed'>): string {
  if (phase === 'reroute' && outcome !== 'error') return t('sentence.rerouted', { device });
  switch (outcome) {
    case 'local':
      return t('sentence.routedLocal');
    case 'forward':
      return t('sentence.routedForward', { device, route });
    case 'output':
      return t('sentence.routedOutput', { device, route });
    case 'broadcast':
      return t('sentence.routedBroadcast');
    case 'multicast':
      return t('sentence.routedMulticast');
    case 'error':
      return t('sentence.routedError');
  }
}

function dropped(t: T, { place, reason, text }: Of<'dropped'>): string {
  const why = t(`dropWhy.${reason}`, { text });
  if (place === undefined) return t('sentence.dropped', { text: why });
  const where = 'rule' in place ? placeText(t, place) : t('placePolicy', { table: place.table, chain: place.chain });
  // A rule's or a policy's own DROP has no more to say than where it was.
  return reason === 'rule' || reason === 'policy'
    ? t('sentence.droppedHere', { place: where })
    : t('sentence.droppedBy', { place: where, text: why });
}
