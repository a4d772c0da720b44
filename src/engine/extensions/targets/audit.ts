import type { Result } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { usage, type UsageError } from '../options.ts';
import { help } from './audit.help.ts';

const TYPES = ['accept', 'drop', 'reject'] as const;
type AuditType = (typeof TYPES)[number];

/** struct xt_audit_info: what the record says will happen. */
interface Audit {
  readonly type: AuditType;
}

function readType(text: string): Result<AuditType, UsageError> {
  const type = TYPES.find((candidate) => candidate === text.toLowerCase());
  return type === undefined ? usage(`Bad action type value "${text}"`) : ok(type);
}

/** xt_AUDIT: audit_tg. The record goes to the audit daemon; the packet goes on. */
export const audit = defineTarget<Audit>({
  kind: 'target',
  name: 'AUDIT',
  size: 40,
  help,
  chip: 'log',
  options: [{ name: 'type', kind: 'custom', mandatory: true, read: readType, widget: 'select', choices: TYPES }],
  build: (given) => ok({ type: given.value<AuditType>('type') ?? 'accept' }),
  save: ({ type }) => savedOption('type', type),
  list: ({ type }) => `AUDIT ${type}`,
  translate: () => 'log level audit',
  brief: ({ type }) => type,
  apply: () => CONTINUE,
});
