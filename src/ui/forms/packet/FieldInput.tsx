import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PacketFields } from '../../../engine/index.ts';
import { controlClass } from '../../common/Field.tsx';
import { automaticOf, type FormField } from './field-lines.ts';
import { transportOf, type PacketForm, type TextField } from './packet-form.ts';

export interface FormProps {
  readonly form: PacketForm;
  /** By field of the document: what the validator says. */
  readonly errors: ReadonlyMap<string, string>;
  /** What the bytes have in each field: shown where nothing is typed. */
  readonly automatic: PacketFields | null;
  /** The field in hand, here or in the bytes. */
  readonly active: FormField | null;
  readonly onPoint: (field: FormField | null) => void;
  readonly onChange: (form: PacketForm) => void;
}

interface LabelledProps extends Pick<FormProps, 'errors' | 'active' | 'onPoint'> {
  readonly field: FormField;
  readonly label: ReactNode;
  readonly className?: string;
  readonly children: (control: {
    readonly id: string;
    readonly 'aria-describedby': string;
    readonly 'aria-invalid'?: true;
  }) => ReactNode;
}

/** A control that lights its bytes while it is in hand. What is wrong stands in room of its own, so that nothing moves. */
export function Labelled({ field, label, errors, active, onPoint, className, children }: LabelledProps) {
  const error = errors.get(field);
  const noteId = `composer-${field}-note`;
  return (
    <div
      className={clsx('flex min-w-0 flex-col gap-1', className)}
      onPointerEnter={() => onPoint(field)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(field)}
    >
      <label
        htmlFor={`composer-${field}`}
        className={clsx('truncate text-label font-medium', active === field ? 'text-accent' : 'text-ink2')}
      >
        {label}
      </label>
      {children({
        id: `composer-${field}`,
        'aria-describedby': noteId,
        ...(error === undefined ? {} : { 'aria-invalid': true as const }),
      })}
      <div id={noteId} className="relative h-4">
        {error !== undefined && (
          <p role="alert" className="absolute inset-x-0 z-10 bg-panel text-label leading-4 text-drop">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

interface FieldInputProps extends FormProps {
  readonly field: TextField;
  readonly placeholder?: string;
  readonly className?: string;
}

const PROTOCOLS = ['tcp', 'udp', 'icmp', 'sctp', 'gre', 'esp', 'ah', 'igmp', 'dccp', 'udplite'];
const ICMP_TYPES = [
  'echo-request',
  'echo-reply',
  'network-unreachable',
  'host-unreachable',
  'protocol-unreachable',
  'port-unreachable',
  'fragmentation-needed',
  'host-prohibited',
  'communication-prohibited',
  'redirect',
  'ttl-zero-during-transit',
  'ttl-zero-during-reassembly',
  'parameter-problem',
  'timestamp-request',
  'timestamp-reply',
];
const SUGGESTIONS: { readonly [F in TextField]?: readonly string[] } = { proto: PROTOCOLS, icmpType: ICMP_TYPES };

/** One typed field of the packet. */
export function FieldInput({ field, placeholder, className, ...props }: FieldInputProps) {
  const { form, automatic, onChange } = props;
  const { t } = useTranslation('composer');
  const suggestions = SUGGESTIONS[field];
  const listId = `composer-${field}-list`;
  const value = automaticOf(automatic, field);
  const isShort = value !== '' && value.length <= 40;
  return (
    <Labelled {...props} field={field} label={t(`labels.${field}`)} className={className ?? ''}>
      {(control) => (
        <>
          <input
            {...control}
            spellCheck={false}
            autoComplete="off"
            className={controlClass(true)}
            placeholder={isShort ? t('autoValue', { value }) : (placeholder ?? t('auto'))}
            list={suggestions === undefined ? undefined : listId}
            value={form.text[field]}
            onChange={(event) => onChange({ ...form, text: { ...form.text, [field]: event.target.value } })}
          />
          {suggestions !== undefined && (
            <datalist id={listId}>
              {suggestions.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  );
}

/** What a field is and what it may be; always there, so that reading it moves nothing. */
export function FieldHelp({ active, form }: Pick<FormProps, 'active' | 'form'>) {
  const { t } = useTranslation('composer');
  const shown = active ?? 'none';
  const isPortless = (shown === 'sport' || shown === 'dport') && transportOf(form.text.proto) === 'other';
  return (
    <p className="min-h-12 rounded-card bg-seen px-2.5 py-1.5 text-small text-ink2">
      {isPortless ? t('help.payloadHex') : t(`help.${shown}`)}
    </p>
  );
}
