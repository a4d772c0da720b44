import type { Expectations, ExpectationView, PacketFields, RunView, Scenario, Step } from '../../engine/index.ts';

/** What may be expected of a packet beside its end; ones that people ask for. */
export const PACKET_FIELDS = [
  'src',
  'dst',
  'proto',
  'sport',
  'dport',
  'flags',
  'ttl',
  'tos',
  'length',
  'icmpType',
  'icmpCode',
  'seq',
  'ack',
  'payload',
] as const satisfies readonly (keyof PacketFields)[];
export type ExpectedField = (typeof PACKET_FIELDS)[number];
const TEXT_FIELDS: ReadonlySet<ExpectedField> = new Set<ExpectedField>(['src', 'dst', 'flags', 'payload']);

export const OUTCOMES = ['forwarded', 'delivered', 'dropped', 'rejected', 'sent'] as const;
export const STATES = ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'] as const;
/** Keys of a packet's or a reply's expectations, then those of a command's. */
export const PACKET_KEYS = ['outcome', 'to', 'by', 'state', 'log'] as const;
export const COMMAND_KEYS = ['exit', 'stdout'] as const;
export type ExpectKey = (typeof PACKET_KEYS)[number] | (typeof COMMAND_KEYS)[number];

/** Expectations as they are typed; '' is not expected. */
export interface ExpectForm {
  readonly text: { readonly [K in ExpectKey]: string };
  readonly packet: readonly { readonly field: ExpectedField; readonly value: string }[];
}

export function expectFormOf(expect: Expectations | undefined): ExpectForm {
  const shown = (value: string | number | undefined): string => (value === undefined ? '' : String(value));
  const fields = expect?.packet ?? {};
  return {
    text: {
      outcome: shown(expect?.outcome),
      to: shown(expect?.to),
      by: shown(expect?.by),
      state: shown(expect?.state),
      log: shown(expect?.log),
      exit: shown(expect?.exit),
      stdout: shown(expect?.stdout),
    },
    packet: PACKET_FIELDS.flatMap((field) => {
      const value = fields[field];
      return value === undefined ? [] : [{ field, value: String(value) }];
    }),
  };
}

/** As the document holds them; fields that the form does not know are kept. Null: nothing is expected. */
export function expectationsOf({ text, packet }: ExpectForm, before: Expectations | undefined): Expectations | null {
  const kept = Object.entries(before?.packet ?? {}).filter(
    ([field]) => !(PACKET_FIELDS as readonly string[]).includes(field),
  );
  const typed = packet
    .filter(({ value }) => value.trim() !== '')
    .map(({ field, value }) => [field, valueOf(field, value.trim())] as const);
  const fields = Object.fromEntries([...kept, ...typed]);
  const words = Object.entries(text)
    .filter(([, value]) => value.trim() !== '')
    .map(([key, value]) => [key, key === 'exit' ? Number(value) : value.trim()] as const);
  const expect: Expectations = {
    ...Object.fromEntries(words),
    ...(Object.keys(fields).length > 0 && { packet: fields }),
  };
  return Object.keys(expect).length === 0 ? null : expect;
}

const valueOf = (field: ExpectedField, value: string): string | number =>
  TEXT_FIELDS.has(field) || !/^\d+$/.test(value) ? value : Number(value);

export function withExpectations(step: Step, expect: Expectations | null): Step {
  const { expect: _, ...rest } = step;
  return expect === null ? rest : { ...rest, expect };
}

/** A step that expects everything and nothing: what the engine says was instead is what happens now. */
const PROBES: { readonly [K in 'packet' | 'command']: object } = {
  packet: {
    outcome: '',
    to: '',
    by: '',
    state: '',
    log: '',
    packet: { src: '0.0.0.0', dst: '0.0.0.0', sport: 0, dport: 0, flags: '', ttl: 0, tos: 0, length: 0 },
  },
  command: { exit: -1, stdout: '' },
};

/** The document with one step asked what happens in it. */
export function probed(scenario: Scenario, index: number): Scenario {
  const timeline = scenario.timeline.map((step, at) =>
    at === index ? { ...step, disabled: false, expect: PROBES['command' in step ? 'command' : 'packet'] } : step,
  );
  return { ...scenario, timeline };
}

export interface Happening {
  readonly text: { readonly [K in ExpectKey]: string };
  readonly fields: { readonly [F in ExpectedField]?: string };
}

/** What happens now, from the answers to `probed`. Of several log lines the last is shown. */
export function happeningOf(views: readonly ExpectationView[]): Happening {
  const was = (key: string): string => views.find(({ text }) => keyOf(text).key === key)?.was ?? '';
  return {
    text: {
      outcome: was('outcome'),
      to: was('to'),
      by: decidingOf(was('by').split(', ')),
      state: was('state'),
      log: was('log').trimEnd().split('\n').at(-1) ?? '',
      exit: was('exit'),
      stdout: was('stdout').trimEnd(),
    },
    fields: Object.fromEntries(PACKET_FIELDS.map((field) => [field, was(field)]).filter(([, value]) => value !== '')),
  };
}

/** Of all places that let the packet on, people mean the one of the table that filters. */
const decidingOf = (places: readonly string[]): string =>
  places.findLast((place) => place.startsWith('filter ')) ?? places.at(-1) ?? '';

/** The form with everything that is worth expecting filled in from what happens now. */
export function formOfHappening({ text, fields }: Happening, before: ExpectForm): ExpectForm {
  const rewritten = before.packet.map(({ field, value }) => ({ field, value: fields[field] ?? value }));
  return { text: { ...text, log: before.text.log === '' ? '' : text.log }, packet: rewritten };
}

/** 'outcome forwarded' → its key and what was wanted: how the engine writes an expectation. */
export function keyOf(text: string): { readonly key: string; readonly wanted: string } {
  const blank = text.indexOf(' ');
  return blank < 0 ? { key: text, wanted: '' } : { key: text.slice(0, blank), wanted: text.slice(blank + 1) };
}

export interface ExpectationCount {
  readonly held: number;
  readonly all: number;
  /** 0-based steps in which one failed. */
  readonly failing: readonly number[];
}

export function countExpectations(view: RunView | null): ExpectationCount {
  let held = 0;
  let all = 0;
  const failing: number[] = [];
  view?.steps.forEach(({ expectations = [] }, index) => {
    const passed = expectations.filter(({ pass }) => pass).length;
    held += passed;
    all += expectations.length;
    if (passed < expectations.length) failing.push(index);
  });
  return { held, all, failing };
}
