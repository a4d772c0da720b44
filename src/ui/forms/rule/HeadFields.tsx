import { useTranslation } from 'react-i18next';
import { useApp } from '../../../store/index.ts';
import { OptionInput } from './OptionInput.tsx';
import { findOption, removeOption, setInverted, setValue, type Options } from './rule-form-edit.ts';

const HEAD = [
  { name: 'p', kind: 'protocol', widget: 'text', placeholder: 'tcp' },
  { name: 's', kind: 'hostmask', widget: 'address', placeholder: '192.168.1.0/24' },
  { name: 'd', kind: 'hostmask', widget: 'address', placeholder: '8.8.8.8' },
  { name: 'i', kind: 'string', widget: 'text', placeholder: 'eth0' },
  { name: 'o', kind: 'string', widget: 'text', placeholder: 'eth1' },
  { name: 'f', kind: 'flag', widget: 'checkbox', placeholder: '' },
] as const;
const PROTOCOLS = ['tcp', 'udp', 'icmp', 'sctp', 'dccp', 'udplite', 'gre', 'esp', 'ah', 'all'];

interface HeadFieldsProps {
  readonly options: Options;
  readonly errorOf: (option: string) => string | null;
  readonly onChange: (options: Options) => void;
}

export function HeadFields({ options, errorOf, onChange }: HeadFieldsProps) {
  const { t } = useTranslation('rules');
  const interfaces = useApp((state) => state.scenario.host.interfaces);
  const devices = [...interfaces.map(({ name }) => name), 'lo'];
  const suggestions = { p: PROTOCOLS, i: devices, o: devices };
  return (
    <div className="flex flex-col gap-1.5">
      {HEAD.map((option) => (
        <OptionInput
          key={option.name}
          label={t(`labels.${option.name}`)}
          option={{ ...option, invert: true }}
          given={findOption(options, option.name)}
          error={errorOf(option.name)}
          {...(option.name in suggestions ? { suggestions: suggestions[option.name as keyof typeof suggestions] } : {})}
          onValue={(value) => onChange(setValue(options, option.name, value))}
          onFlag={(on) => onChange(on ? setValue(options, option.name, '', true) : removeOption(options, option.name))}
          onInvert={(inverted) => onChange(setInverted(options, option.name, inverted))}
        />
      ))}
    </div>
  );
}
