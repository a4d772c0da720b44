import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InterfaceDocument, Scenario } from '../../engine/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import { changedAt, given, renameInterface, usesOf, withHost } from './host-edit.ts';
import { HostField, numberOr, useHostEdit } from './HostField.tsx';
import { Section } from './Section.tsx';

/** Every interface with its own fields. */
export function Interfaces() {
  const { t } = useTranslation('host');
  const interfaces = useApp((state) => state.scenario.host.interfaces);
  const edit = useHostEdit();
  const add = () => {
    const taken = new Set(interfaces.map(({ name }) => name));
    const free = Array.from({ length: 300 }, (_, index) => `eth${index}`).find((name) => !taken.has(name)) ?? 'eth0';
    void edit(t('interfaces'), 'host.interfaces', (scenario) =>
      withHost(scenario, { interfaces: [...scenario.host.interfaces, { name: free }] }),
    );
  };
  return (
    <Section title={t('interfaces')} add={t('form.addInterface')} onAdd={add}>
      {numbered(interfaces).map(({ item, index }) => (
        <InterfaceCard key={index} device={item} index={index} />
      ))}
    </Section>
  );
}

const numbered = <T,>(list: readonly T[]) => list.map((item, index) => ({ item, index }));

function InterfaceCard({ device, index }: { readonly device: InterfaceDocument; readonly index: number }) {
  const { t } = useTranslation(['host', 'common']);
  const edit = useHostEdit();
  const [error, setError] = useState<string | null>(null);
  const path = `host.interfaces[${index}]`;
  const changed = (scenario: Scenario, part: Partial<Record<keyof InterfaceDocument, unknown>>): Scenario => {
    const old = scenario.host.interfaces[index] ?? device;
    const next = given({ ...old, ...part }) as InterfaceDocument;
    return withHost(scenario, { interfaces: changedAt(scenario.host.interfaces, index, next) });
  };
  const remove = async () =>
    setError(
      await edit(device.name, path, (scenario) =>
        withHost(scenario, { interfaces: changedAt(scenario.host.interfaces, index, null) }),
      ),
    );
  return (
    <div role="group" aria-label={device.name} className="grid grid-cols-2 gap-2 rounded-card border border-line p-2.5">
      <NameField device={device} path={path} />
      <HostField
        label={t('form.addresses')}
        path={`${path}.addresses`}
        value={(device.addresses ?? []).join(' ')}
        placeholder="192.168.1.1/24"
        change={(scenario, text) => {
          const addresses = text.split(/[\s,]+/).filter((one) => one !== '');
          return changed(scenario, { addresses: addresses.length === 0 ? undefined : addresses });
        }}
      />
      <HostField
        label="MAC"
        path={`${path}.mac`}
        value={device.mac ?? ''}
        placeholder={`02:00:00:00:00:${(index + 1).toString(16).padStart(2, '0')}`}
        change={(scenario, mac) => changed(scenario, { mac })}
      />
      <div className="flex items-end gap-2">
        <HostField
          label="MTU"
          path={`${path}.mtu`}
          value={device.mtu === undefined ? '' : String(device.mtu)}
          placeholder="1500"
          className="flex-1"
          change={(scenario, text) => changed(scenario, { mtu: numberOr(text) })}
        />
        <IconButton icon="delete" label={t('form.remove', { what: device.name })} onClick={() => void remove()} />
      </div>
      {error !== null && (
        <p role="alert" className="col-span-full text-label text-drop">
          {error}
        </p>
      )}
    </div>
  );
}

/** A new name can be put wherever the old one stands. */
function NameField({ device, path }: { readonly device: InterfaceDocument; readonly path: string }) {
  const { t } = useTranslation(['host', 'common']);
  const store = useAppStore();
  const edit = useHostEdit();
  const [asking, setAsking] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const uses = useApp((state) => (asking === null ? null : state.scenario));
  const counts = uses === null ? null : usesOf(uses, device.name);
  const rename = async (to: string, everywhere: boolean) => {
    const wrong = await edit(device.name, path, (scenario) => renameInterface(scenario, device.name, to, everywhere));
    setError(wrong);
    if (wrong === null) setAsking(null);
  };
  return (
    <div className={asking === null ? '' : 'col-span-full'}>
      <HostField
        label={t('form.name')}
        path={path}
        value={device.name}
        change={(scenario, to) => {
          const { rules, routes, packets } = usesOf(store.getState().scenario, device.name);
          if (to === '' || rules + routes + packets === 0) return renameInterface(scenario, device.name, to, false);
          setAsking(to);
          return scenario;
        }}
      />
      {asking !== null && counts !== null && (
        <div role="group" aria-label={t('form.renameTitle')} className="mt-2 rounded-card bg-seen p-2 text-small">
          <p>{t('form.renameAsk', { from: device.name, to: asking, ...counts })}</p>
          <div className="flex flex-wrap gap-1 pt-1.5">
            <Button small look="primary" onClick={() => void rename(asking, true)}>
              {t('form.renameAll')}
            </Button>
            <Button small look="line" onClick={() => void rename(asking, false)}>
              {t('form.renameOne')}
            </Button>
            <Button small onClick={() => setAsking(null)}>
              {t('common:cancel')}
            </Button>
          </div>
          {error !== null && (
            <p role="alert" className="pt-1 text-label text-drop">
              {error}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
