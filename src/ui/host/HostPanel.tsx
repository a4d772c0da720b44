import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../store/index.ts';
import { Segmented } from '../common/Segmented.tsx';
import { Choices, General } from './General.tsx';
import { withHost } from './host-edit.ts';
import { interfaceText, readInterfaces, readSockets, readSysctl, socketText, sysctlLines } from './host-text.ts';
import { Interfaces } from './Interfaces.tsx';
import { Lines } from './Lines.tsx';
import { Sockets } from './Sockets.tsx';
import { Sysctls } from './Sysctls.tsx';
import { TextList } from './TextList.tsx';

type View = 'form' | 'text';

/** The machine around the ruleset, as fields or in the notation of its own tools; both edit the same. */
export function HostPanel() {
  const { t } = useTranslation('host');
  const [view, setView] = useState<View>('form');
  return (
    <div className="flex flex-col gap-4 p-3">
      <div className="flex items-start justify-between gap-3">
        <p className="text-small text-ink3">{t(view === 'form' ? 'form.intro' : 'intro')}</p>
        <Segmented
          label={t('form.view')}
          options={[
            { id: 'form', label: t('form.form') },
            { id: 'text', label: t('form.text') },
          ]}
          value={view}
          onChange={setView}
        />
      </div>
      {view === 'form' ? <HostForms /> : <HostTexts />}
      <IpSets />
      <Settings />
      <p className="text-small text-ink3">{t('form.lacking')}</p>
    </div>
  );
}

function HostForms() {
  const { t } = useTranslation('host');
  const host = useApp((state) => state.scenario.host);
  return (
    <>
      <General />
      <Interfaces />
      <Lines
        title={t('routes')}
        add={t('form.addRoute')}
        path="host.routes"
        placeholder="10.0.0.0/8 via 192.168.1.254 dev eth1"
        lines={host.routes ?? NO_LINES}
        change={(scenario, routes) => withHost(scenario, { routes })}
      />
      <Lines
        title={t('rules')}
        add={t('form.addRule')}
        path="host.rules"
        placeholder="from all fwmark 1 table 10"
        lines={host.rules ?? NO_LINES}
        change={(scenario, rules) => withHost(scenario, { rules })}
      />
      <Sockets />
      <Sysctls />
    </>
  );
}

const NO_LINES: readonly string[] = [];

function HostTexts() {
  const { t } = useTranslation('host');
  const host = useApp((state) => state.scenario.host);
  return (
    <>
      <TextList
        label={t('interfaces')}
        hint={t('interfacesHint')}
        path="host.interfaces"
        lines={host.interfaces.map(interfaceText)}
        change={(scenario, lines) => {
          const read = readInterfaces(lines);
          return 'items' in read ? withHost(scenario, { interfaces: read.items }) : read;
        }}
      />
      <TextList
        label={t('routes')}
        hint={t('routesHint')}
        path="host.routes"
        lines={host.routes ?? []}
        change={(scenario, routes) => withHost(scenario, { routes })}
      />
      <TextList
        label={t('rules')}
        hint={t('rulesHint')}
        path="host.rules"
        lines={host.rules ?? []}
        change={(scenario, rules) => withHost(scenario, { rules })}
      />
      <TextList
        label={t('sockets')}
        hint={t('socketsHint')}
        path="host.sockets"
        lines={(host.sockets ?? []).map(socketText)}
        change={(scenario, lines) => {
          const read = readSockets(lines);
          return 'items' in read ? withHost(scenario, { sockets: read.items }) : read;
        }}
      />
      <TextList
        label={t('sysctl')}
        hint={t('sysctlHint')}
        path="host.sysctl"
        lines={sysctlLines(host.sysctl)}
        change={(scenario, lines) => {
          const read = readSysctl(lines);
          return 'items' in read ? withHost(scenario, { sysctl: Object.fromEntries(read.items) }) : read;
        }}
      />
      <Choices host={host} />
    </>
  );
}

function IpSets() {
  const { t } = useTranslation('host');
  const ipsets = useApp((state) => state.scenario.ipsets);
  return (
    <TextList
      label={t('ipsets')}
      hint={t('ipsetsHint')}
      path="ipsets"
      lines={(ipsets ?? '').split('\n').filter((line) => line !== '')}
      change={({ ipsets: _old, ...scenario }, lines) =>
        lines.length === 0 ? scenario : { ...scenario, ipsets: `${lines.join('\n')}\n` }
      }
    />
  );
}

/** Every setting with its value; those that differ from the default stand out. */
function Settings() {
  const { t } = useTranslation('host');
  const sysctl = useApp((state) => state.run.view?.host.sysctl);
  if (sysctl === undefined || sysctl.length === 0) return null;
  return (
    <details>
      <summary className="min-h-6 text-label font-semibold text-ink3">{t('defaults')}</summary>
      <ul className="pt-1 font-mono text-[11px]">
        {sysctl.map(({ key, value, isDefault }) => (
          <li key={key} className={`py-0.5 break-all ${isDefault ? 'text-ink3' : 'font-semibold text-ink'}`}>
            {key} = {value}
          </li>
        ))}
      </ul>
    </details>
  );
}
