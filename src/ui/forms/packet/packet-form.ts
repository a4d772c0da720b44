import type { PacketDocument, PacketFields, ReplyDocument, Step } from '../../../engine/index.ts';

/** Every field of a packet as it is typed; '' leaves it to the sender. The order is that of the form. */
export const TEXT_FIELDS = [
  'src',
  'dst',
  'proto',
  'ttl',
  'tos',
  'id',
  'frag',
  'options',
  'sport',
  'dport',
  'seq',
  'ack',
  'window',
  'icmpType',
  'icmpCode',
  'icmpId',
  'icmpSeq',
  'inner',
  'payload',
  'payloadHex',
  'length',
  'srcMac',
  'dstMac',
  'mark',
  'uid',
  'gid',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

const NUMBERS: ReadonlySet<TextField> = new Set<TextField>([
  'ttl',
  'tos',
  'id',
  'frag',
  'sport',
  'dport',
  'seq',
  'ack',
  'window',
  'icmpCode',
  'icmpId',
  'icmpSeq',
  'length',
  'mark',
  'uid',
  'gid',
]);
/** Facts beside the bytes: they stand with `hex` too. */
const META: readonly TextField[] = ['srcMac', 'dstMac', 'mark', 'uid', 'gid'];

export const TCP_FLAGS = ['SYN', 'ACK', 'FIN', 'RST', 'PSH', 'URG', 'ECE', 'CWR'] as const;
export type TcpFlag = (typeof TCP_FLAGS)[number];

export interface PacketForm {
  /** Device that the packet arrives on, 'local', or the step that it replies to. */
  readonly origin:
    | { readonly kind: 'in'; readonly device: string }
    | { readonly kind: 'local' }
    | { readonly kind: 'reply'; readonly to: number };
  readonly mode: 'fields' | 'hex';
  readonly hex: string;
  readonly text: { readonly [F in TextField]: string };
  /** Null: as the sender would set them. */
  readonly flags: readonly TcpFlag[] | null;
  /** Null: on for TCP, off for others. */
  readonly df: boolean | null;
  readonly mf: boolean;
  readonly note: string;
}

const EMPTY_TEXT = Object.fromEntries(TEXT_FIELDS.map((field) => [field, ''])) as PacketForm['text'];

export const emptyForm = (origin: PacketForm['origin'], text: Partial<PacketForm['text']>): PacketForm => ({
  origin,
  mode: 'fields',
  hex: '',
  text: { ...EMPTY_TEXT, ...text },
  flags: null,
  df: null,
  mf: false,
  note: '',
});

export function formOfStep(step: Step): PacketForm | null {
  if (!('packet' in step) && !('reply' in step)) return null;
  const given: PacketDocument | ReplyDocument = 'packet' in step ? step.packet : step.reply;
  const hex = 'hex' in given ? given.hex : undefined;
  const text = Object.fromEntries(TEXT_FIELDS.map((field) => [field, textOf(given[field])])) as PacketForm['text'];
  return {
    origin: originOf(step),
    mode: hex === undefined ? 'fields' : 'hex',
    hex: hex ?? '',
    text,
    flags: given.flags === undefined ? null : flagsOf(given.flags),
    df: given.df ?? null,
    mf: given.mf ?? false,
    note: step.note ?? '',
  };
}

/** The step that the form describes; what is mistyped stays as typed, for the validator to say so in its own words. */
export function stepOfForm(form: PacketForm, kept: Pick<Step, 'expect' | 'disabled'>): Step {
  const words = form.note.trim() === '' ? {} : { note: form.note.trim() };
  const { origin } = form;
  if (origin.kind === 'reply') return { ...kept, ...words, reply: { to: origin.to, ...fieldsOfForm(form) } };
  const where = origin.kind === 'local' ? { from: 'local' as const } : { in: origin.device };
  const content =
    form.mode === 'hex' ? { hex: form.hex.replace(/\s+/g, ''), ...given(form, META) } : fieldsOfForm(form);
  return { ...kept, ...words, packet: { ...where, ...content } };
}

/** Fields by the names of the document. */
export function fieldsOfForm(form: PacketForm): Readonly<Record<string, unknown>> {
  const fits = fieldsOfProtocol(form);
  return {
    ...given(
      form,
      TEXT_FIELDS.filter((field) => fits.has(field)),
    ),
    ...(form.flags !== null && fits.has('seq') ? { flags: form.flags.join(',') } : {}),
    ...(form.df === null ? {} : { df: form.df }),
    ...(form.mf ? { mf: true } : {}),
  };
}

export type Transport = 'tcp' | 'udp' | 'icmp' | 'other';

export function transportOf(proto: string): Transport {
  const name = proto.trim().toLowerCase();
  if (name === '' || name === 'tcp' || name === '6') return 'tcp';
  if (name === 'udp' || name === '17') return 'udp';
  return name === 'icmp' || name === '1' ? 'icmp' : 'other';
}

const TCP: readonly TextField[] = ['sport', 'dport', 'seq', 'ack', 'window'];
const UDP: readonly TextField[] = ['sport', 'dport'];
const ICMP: readonly TextField[] = ['icmpType', 'icmpCode', 'icmpId', 'icmpSeq', 'inner'];
const OWN_FIELDS: { readonly [T in Transport]: readonly TextField[] } = { tcp: TCP, udp: UDP, icmp: ICMP, other: [] };
const TRANSPORT_FIELDS: ReadonlySet<TextField> = new Set([...TCP, ...ICMP]);

/** Fields that the packet can have: ports typed before another protocol was chosen are kept in the form but not sent. */
function fieldsOfProtocol(form: PacketForm): ReadonlySet<TextField> {
  if (form.origin.kind === 'reply' && form.text.proto === '') return new Set(TEXT_FIELDS);
  const own = OWN_FIELDS[transportOf(form.text.proto)];
  return new Set(TEXT_FIELDS.filter((field) => !TRANSPORT_FIELDS.has(field) || own.includes(field)));
}

function given(form: PacketForm, fields: readonly TextField[]): Readonly<Record<string, unknown>> {
  const filled = fields.filter((field) => form.text[field] !== '');
  return Object.fromEntries(filled.map((field) => [field, valueOf(field, form.text[field])]));
}

function valueOf(field: TextField, typed: string): unknown {
  const text = field === 'payload' ? typed.replaceAll('\\r', '\r').replaceAll('\\n', '\n') : typed.trim();
  if (NUMBERS.has(field)) return /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : text;
  if (field === 'inner' && text.startsWith('{')) return parsedOr(text);
  if (field === 'payloadHex' || field === 'inner' || field === 'options') return text.replace(/\s+/g, '');
  return text;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function textOf(value: string | number | boolean | PacketFields | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value).replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

const flagsOf = (flags: string): readonly TcpFlag[] => {
  const named = flags.toUpperCase().split(',');
  return TCP_FLAGS.filter((flag) => named.includes(flag));
};

function originOf(step: Step): PacketForm['origin'] {
  if ('reply' in step) return { kind: 'reply', to: step.reply.to };
  if ('packet' in step && step.packet.from !== 'local') return { kind: 'in', device: step.packet.in ?? '' };
  return { kind: 'local' };
}
