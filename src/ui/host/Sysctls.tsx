import type { CustomTypeOptions } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostView, Scenario } from '../../engine/index.ts';
import { useApp } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { withHost } from './host-edit.ts';
import { HostField, useHostEdit } from './HostField.tsx';
import { Section } from './Section.tsx';

type Meaning = keyof CustomTypeOptions['resources']['host']['meanings'];
type Setting = HostView['sysctl'][number];

const MEANINGS: ReadonlySet<string> = new Set<Meaning>([
  'ip_forward',
  'forwarding',
  'rp_filter',
  'route_localnet',
  'accept_local',
  'accept_redirects',
  'send_redirects',
  'log_martians',
  'src_valid_mark',
  'accept_source_route',
  'ip_default_ttl',
  'ip_local_port_range',
  'ip_nonlocal_bind',
  'ipfrag_time',
  'icmp_echo_ignore_all',
  'icmp_echo_ignore_broadcasts',
  'icmp_ratelimit',
  'tcp_syncookies',
  'nf_conntrack_acct',
  'nf_conntrack_checksum',
  'nf_conntrack_max',
  'nf_conntrack_tcp_loose',
  'nf_conntrack_tcp_be_liberal',
  'nf_conntrack_log_invalid',
]);
const isMeaning = (name: string): name is Meaning => MEANINGS.has(name);

const NONE: readonly Setting[] = [];
/** Found settings that are shown; more are found by saying more. */
const SHOWN = 12;

/** What was changed, and a search over all settings with their meaning and default. */
export function Sysctls() {
  const { t } = useTranslation('host');
  const own = useApp((state) => state.scenario.host.sysctl);
  const all = useApp((state) => state.run.view?.host.sysctl) ?? NONE;
  const [wanted, setWanted] = useState('');
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ key }) => {
    const text = `${key} ${meaningOf(key)}`.toLowerCase();
    return words.length > 0 && !(own !== undefined && key in own) && words.every((word) => text.includes(word));
  });
  function meaningOf(key: string): string {
    const name = key.split('.').at(-1) ?? '';
    if (isMeaning(name)) return t(`meanings.${name}`);
    return name.includes('timeout') ? t('timeoutMeaning') : '';
  }
  const changed = Object.entries(own ?? {}).map(([key, value]) => ({ key, value: String(value) }));
  return (
    <Section title={t('sysctl')}>
      {changed.map(({ key, value }) => (
        <SysctlRow key={key} name={key} value={value} meaning={meaningOf(key)} isOwn />
      ))}
      <Field label={t('form.findSysctl')} hint={t('form.found', { count: found.length, of: all.length })}>
        {(control) => (
          <input
            {...control}
            type="search"
            spellCheck={false}
            className={controlClass()}
            placeholder="rp_filter, conntrack udp…"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
      </Field>
      {found.slice(0, SHOWN).map(({ key, value }) => (
        <SysctlRow key={key} name={key} value={value} meaning={meaningOf(key)} isOwn={false} />
      ))}
    </Section>
  );
}

interface SysctlRowProps {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
  /** Set by the scenario, not as the kernel has it. */
  readonly isOwn: boolean;
}

function SysctlRow({ name, value, meaning, isOwn }: SysctlRowProps) {
  const { t } = useTranslation('host');
  const edit = useHostEdit();
  const set = ({ host, ...scenario }: Scenario, text: string | null): Scenario => {
    const { [name]: _old, ...rest } = host.sysctl ?? {};
    const next = /^-?\d+$/.test(text ?? '') ? Number(text) : text;
    return withHost({ ...scenario, host }, { sysctl: next === null || next === '' ? rest : { ...rest, [name]: next } });
  };
  return (
    <div className="flex items-start gap-1">
      <HostField
        label={name}
        path={`host.sysctl`}
        value={value}
        hint={meaning === '' ? undefined : meaning}
        className="flex-1"
        change={set}
      />
      {isOwn && (
        <IconButton
          icon="reset"
          className="mt-5"
          label={t('form.toDefault', { what: name })}
          onClick={() => void edit(name, 'host.sysctl', (scenario) => set(scenario, null))}
        />
      )}
    </div>
  );
}
