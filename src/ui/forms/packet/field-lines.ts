import type { PacketFields, PacketLine } from '../../../engine/index.ts';
import { TCP_FLAGS, TEXT_FIELDS, type PacketForm, type TextField } from './packet-form.ts';

/** What of the form can be in hand: a typed field or one of the switches. */
export type FormField = TextField | 'flags' | 'df' | 'mf';

/** Header fields under the name that they have in the form, where it is another. */
const NAMES: Readonly<Record<string, FormField>> = {
  'IPv4.flags': 'df',
  'TCP.flags': 'flags',
  'ICMP.type': 'icmpType',
  'ICMP.code': 'icmpCode',
  'Data.payload': 'payload',
  'Data.quoted datagram': 'inner',
  'IPv4.length': 'length',
};
const OWN_NAMES: ReadonlySet<string> = new Set<string>([
  'tos',
  'id',
  'frag',
  'ttl',
  'proto',
  'src',
  'dst',
  'sport',
  'dport',
  'seq',
  'ack',
  'window',
]);
const ID_AND_SEQUENCE = 'ICMP.id, seq';

/** The field of the form that a header field is typed in; null for what the sender computes. */
export function fieldOfLine({ layer, field }: PacketLine, form: PacketForm): FormField | null {
  const name = `${layer}.${field}`;
  if (name === ID_AND_SEQUENCE) return 'icmpId';
  if (name === 'IPv4.options') return 'options';
  if (name === 'Data.payload' && form.text.payload === '') return 'payloadHex';
  return NAMES[name] ?? (layer !== 'Data' && OWN_NAMES.has(field) ? (field as FormField) : null);
}

/** The header fields, with their bytes, that a field of the form stands for. */
export function linesOfField(field: FormField | null, lines: readonly PacketLine[]): readonly PacketLine[] {
  if (field === null) return [];
  return lines.flatMap((line): readonly PacketLine[] => {
    const name = `${line.layer}.${line.field}`;
    if (name === ID_AND_SEQUENCE) {
      if (field !== 'icmpId' && field !== 'icmpSeq') return [];
      return [{ ...line, offset: line.offset + (field === 'icmpId' ? 0 : 2), length: 2 }];
    }
    if (field === 'mf') return name === 'IPv4.flags' ? [line] : [];
    const isPayload = name === 'Data.payload' && (field === 'payload' || field === 'payloadHex');
    const isOwn = isPayload || NAMES[name] === field || (name === 'IPv4.options' && field === 'options');
    return isOwn || (line.layer !== 'Data' && OWN_NAMES.has(line.field) && line.field === field) ? [line] : [];
  });
}

const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What the sender puts where nothing is typed: the values that the bytes have. */
export function automaticOf(fields: PacketFields | null, field: TextField): string {
  return fields === null ? '' : shown((fields as Readonly<Record<string, unknown>>)[field]);
}

/**
 * The form after someone wrote over bytes: fields whose value changed between `before` and `now` are taken over, the rest stays as
 * typed. Without `before` every field that the bytes have is taken.
 */
export function formOfBytes(form: PacketForm, before: PacketFields | null, now: PacketFields): PacketForm {
  const old: Readonly<Record<string, unknown>> = { ...before };
  const fresh: Readonly<Record<string, unknown>> = { ...now };
  const isChanged = (field: string): boolean => before === null || old[field] !== fresh[field];
  const text = Object.fromEntries(
    TEXT_FIELDS.map((field) => [field, isChanged(field) && field in fresh ? shown(fresh[field]) : form.text[field]]),
  ) as PacketForm['text'];
  const payload = isChanged('payloadHex') ? { payload: '', payloadHex: shown(fresh['payloadHex']) } : {};
  return {
    ...form,
    mode: 'fields',
    hex: '',
    text: { ...text, ...payload, ...(isChanged('inner') && { inner: shown(fresh['inner']) }), length: '' },
    flags: isChanged('flags') && now.flags !== undefined ? flagsIn(now.flags) : form.flags,
    df: isChanged('df') ? (now.df ?? null) : form.df,
    mf: isChanged('mf') ? (now.mf ?? false) : form.mf,
  };
}

function flagsIn(text: string): PacketForm['flags'] {
  const names = text.split(',');
  return TCP_FLAGS.filter((flag) => names.includes(flag));
}
