import { useTranslation } from 'react-i18next';
import type { HostDocument, Scenario } from '../../engine/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { controlClass, Field } from '../common/Field.tsx';
import { interfaceText, readInterfaces, readSockets, readSysctl, socketText, sysctlLines } from './host-text.ts';
import { TextList } from './TextList.tsx';

/** The machine around the ruleset, editable in its tools' own notation. */
export function HostPanel() {
  const { t } = useTranslation('host');
  const host = useApp((state) => state.scenario.host);
  const ipsets = useApp((state) => state.scenario.ipsets);
  return (
    <div className="flex flex-col gap-4 p-3">
      <p className="text-small text-ink3">{t('intro')}</p>
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
      <TextList
        label={t('ipsets')}
        hint={t('ipsetsHint')}
        path="ipsets"
        lines={(ipsets ?? '').split('\n').filter((line) => line !== '')}
        change={({ ipsets: _old, ...scenario }, lines) =>
          lines.length === 0 ? scenario : { ...scenario, ipsets: `${lines.join('\n')}\n` }
        }
      />
      <Choices host={host} />
      <Settings />
    </div>
  );
}

const withHost = (scenario: Scenario, change: Partial<HostDocument>): Scenario => ({
  ...scenario,
  host: { ...scenario.host, ...change },
});

function Choices({ host }: { readonly host: HostDocument }) {
  const { t } = useTranslation('host');
  const store = useAppStore();
  const change = (what: string, part: Partial<HostDocument>) =>
    store.getState().edit(t('undo', { what }), (scenario) => withHost(scenario, part));
  return (
    <>
      <Field label={t('localStack')}>
        {(control) => (
          <select
            {...control}
            className={controlClass()}
            value={host.localStack ?? 'replies'}
            onChange={({ target }) =>
              change(t('localStack'), { localStack: target.value === 'silent' ? 'silent' : 'replies' })
            }
          >
            <option value="replies">{t('localStackReplies')}</option>
            <option value="silent">{t('localStackSilent')}</option>
          </select>
        )}
      </Field>
      <Field label={t('conntrack')}>
        {(control) => (
          <select
            {...control}
            className={controlClass()}
            value={host.conntrack ?? 'on'}
            onChange={({ target }) => change(t('conntrack'), { conntrack: target.value === 'auto' ? 'auto' : 'on' })}
          >
            <option value="on">{t('conntrackOn')}</option>
            <option value="auto">{t('conntrackAuto')}</option>
          </select>
        )}
      </Field>
    </>
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
