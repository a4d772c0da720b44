import { useTranslation } from 'react-i18next';
import type { Scenario, SocketDocument } from '../../engine/index.ts';
import { useApp } from '../../store/index.ts';
import { IconButton } from '../common/Button.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { changedAt, given, withHost } from './host-edit.ts';
import { HostField, numberOr, useHostEdit } from './HostField.tsx';
import { Section } from './Section.tsx';

const NONE: readonly SocketDocument[] = [];
const PROTOCOLS = ['tcp', 'udp', 'raw'] as const;
const FIELDS = ['port', 'address', 'process', 'uid', 'gid'] as const;
const PLACEHOLDERS = { port: '', address: '0.0.0.0', process: '', uid: '0', gid: '0' } as const;

/** Who listens on the host. */
export function Sockets() {
  const { t } = useTranslation('host');
  const sockets = useApp((state) => state.scenario.host.sockets) ?? NONE;
  const edit = useHostEdit();
  const put = (scenario: Scenario, next: readonly SocketDocument[]): Scenario => withHost(scenario, { sockets: next });
  return (
    <Section
      title={t('sockets')}
      add={t('form.addSocket')}
      onAdd={() =>
        void edit(t('sockets'), 'host.sockets', (scenario) =>
          put(scenario, [...(scenario.host.sockets ?? []), { proto: 'tcp', port: 80, process: 'nginx' }]),
        )
      }
    >
      {sockets.length === 0 && <p className="text-small text-ink3">{t('none')}</p>}
      {sockets
        .map((socket, index) => ({ socket, index }))
        .map(({ socket, index }) => {
          const path = `host.sockets[${index}]`;
          const changed = (scenario: Scenario, part: Readonly<Record<string, unknown>>): Scenario => {
            const next = given({ ...socket, ...part }) as SocketDocument;
            return put(scenario, changedAt(scenario.host.sockets ?? [], index, next));
          };
          const name = `${socket.proto} ${socket.port}`;
          return (
            <div
              key={index}
              role="group"
              aria-label={name}
              className="grid grid-cols-3 gap-2 rounded-card border border-line p-2.5"
            >
              <Field label={t('form.proto')}>
                {(control) => (
                  <select
                    {...control}
                    className={controlClass()}
                    value={socket.proto}
                    onChange={({ target }) =>
                      void edit(name, path, (scenario) => changed(scenario, { proto: target.value }))
                    }
                  >
                    {PROTOCOLS.map((proto) => (
                      <option key={proto}>{proto}</option>
                    ))}
                  </select>
                )}
              </Field>
              {FIELDS.map((field) => (
                <HostField
                  key={field}
                  label={t(`form.${field}`)}
                  path={`${path}.${field}`}
                  value={socket[field] === undefined ? '' : String(socket[field])}
                  placeholder={PLACEHOLDERS[field]}
                  change={(scenario, text) =>
                    changed(scenario, { [field]: field === 'address' || field === 'process' ? text : numberOr(text) })
                  }
                />
              ))}
              <div className="col-span-full flex justify-end">
                <IconButton
                  small
                  icon="delete"
                  label={t('form.remove', { what: name })}
                  onClick={() =>
                    void edit(name, path, (scenario) =>
                      put(scenario, changedAt(scenario.host.sockets ?? [], index, null)),
                    )
                  }
                />
              </div>
            </div>
          );
        })}
    </Section>
  );
}
