import { expect, test } from 'vitest';
import { dissect } from '../../../engine/scenario/dissect.ts';
import { buildPacket } from '../../../engine/scenario/packet.ts';
import { lineAt } from '../../packet/hex-edit.ts';
import { fieldOfLine, formOfBytes, linesOfField } from './field-lines.ts';
import { emptyForm, fieldsOfForm, TEXT_FIELDS } from './packet-form.ts';

const form = emptyForm({ kind: 'local' }, { src: '10.0.0.1', dst: '10.0.0.2', proto: 'tcp', dport: '80' });
const bytesOf = (of: typeof form) => buildPacket(fieldsOfForm(of));

test('a byte leads to its field and a field to its bytes', () => {
  const { lines } = dissect(bytesOf(form));
  const port = lineAt(lines, 23);
  expect(port && fieldOfLine(port, form)).toBe('dport');
  expect(linesOfField('dport', lines).map(({ offset, length }) => [offset, length])).toEqual([[22, 2]]);
  expect(linesOfField('flags', lines)[0]).toMatchObject({ layer: 'TCP', offset: 33 });
  const sum = lineAt(lines, 10);
  expect(sum && fieldOfLine(sum, form)).toBeNull();
});

test('an ICMP id and its sequence are two fields', () => {
  const { lines } = dissect(buildPacket({ src: '10.0.0.1', dst: '10.0.0.2', proto: 'icmp' }));
  expect(linesOfField('icmpId', lines)[0]?.offset).toBe(24);
  expect(linesOfField('icmpSeq', lines)[0]?.offset).toBe(26);
});

test('what is written over the bytes goes into its field and nowhere else', () => {
  const before = dissect(bytesOf(form)).fields;
  const changed = formOfBytes(form, before, { ...before, dport: 443, ttl: 3 });
  expect(fieldsOfForm(changed)).toEqual({ src: '10.0.0.1', dst: '10.0.0.2', proto: 'tcp', dport: 443, ttl: 3 });
});

test('bytes without fields before them fill every field', () => {
  const bytes = buildPacket({ src: '10.0.0.1', dst: '10.0.0.2', proto: 'udp', sport: 7, dport: 9, payload: 'hi' });
  const read = formOfBytes(emptyForm({ kind: 'local' }, {}), null, dissect(bytes).fields);
  expect(buildPacket(fieldsOfForm(read))).toEqual(bytes);
  expect(TEXT_FIELDS.filter((field) => read.text[field] !== '')).toContain('payloadHex');
});
