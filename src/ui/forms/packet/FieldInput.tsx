import { useTranslation } from 'react-i18next';
import { controlClass, Field } from '../../common/Field.tsx';
import type { PacketForm, TextField } from './packet-form.ts';

export interface FormProps {
  readonly form: PacketForm;
  /** By field of the document: what the validator says. */
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (form: PacketForm) => void;
}

interface FieldInputProps extends FormProps {
  readonly field: TextField;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
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
export function FieldInput({ form, errors, onChange, field, placeholder, className }: FieldInputProps) {
  const { t } = useTranslation('composer');
  const suggestions = SUGGESTIONS[field];
  const listId = `composer-${field}`;
  return (
    <Field label={t(`labels.${field}`)} error={errors.get(field)} className={className ?? ''}>
      {(control) => (
        <>
          <input
            {...control}
            spellCheck={false}
            autoComplete="off"
            className={controlClass(true)}
            placeholder={placeholder ?? t('auto')}
            list={suggestions === undefined ? undefined : listId}
            value={form.text[field]}
            onChange={(event) => onChange({ ...form, text: { ...form.text, [field]: event.target.value } })}
          />
          {suggestions !== undefined && (
            <datalist id={listId}>
              {suggestions.map((value) => (
                <option key={value}>{value}</option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}
