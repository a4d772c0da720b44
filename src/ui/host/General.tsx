import { useTranslation } from 'react-i18next';
import type { HostDocument, Scenario } from '../../engine/index.ts';
import { useApp } from '../../store/index.ts';
import { controlClass, Field } from '../common/Field.tsx';
import { withHost } from './host-edit.ts';
import { HostField, numberOr, useHostEdit } from './HostField.tsx';
import { Section } from './Section.tsx';

/** Name, clock and chance, and how the host behaves to those who talk to it. */
export function General() {
  const { t } = useTranslation('host');
  const host = useApp((state) => state.scenario.host);
  const start = useApp((state) => state.scenario.start);
  const seed = useApp((state) => state.scenario.seed);
  return (
    <Section title={t('form.general')}>
      <HostField
        label={t('hostname')}
        path="host.hostname"
        value={host.hostname ?? ''}
        placeholder="fw"
        change={(scenario, text) => {
          const { hostname: _old, ...rest } = scenario.host;
          return { ...scenario, host: text === '' ? rest : { ...rest, hostname: text } };
        }}
      />
      <div className="grid grid-cols-2 gap-2">
        <HostField
          label={t('form.start')}
          path="start"
          value={start ?? ''}
          placeholder="2026-01-05T12:00:00Z"
          hint={t('form.startHint')}
          change={({ start: _old, ...scenario }, text) => (text === '' ? scenario : { ...scenario, start: text })}
        />
        <HostField
          label={t('form.seed')}
          path="seed"
          value={seed === undefined ? '' : String(seed)}
          placeholder="1"
          hint={t('form.seedHint')}
          change={({ seed: _old, ...scenario }, text): Scenario => {
            const number = numberOr(text);
            return number === undefined ? scenario : { ...scenario, seed: number };
          }}
        />
      </div>
      <Choices host={host} />
    </Section>
  );
}

export function Choices({ host }: { readonly host: HostDocument }) {
  const { t } = useTranslation('host');
  const edit = useHostEdit();
  const change = (what: string, part: Partial<HostDocument>) =>
    void edit(what, 'host', (scenario) => withHost(scenario, part));
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
