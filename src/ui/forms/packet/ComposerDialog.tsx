import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../../engine/index.ts';
import { useApp, useAppStore } from '../../../store/index.ts';
import { Button } from '../../common/Button.tsx';
import { Dialog } from '../../common/Dialog.tsx';
import { controlClass, Field } from '../../common/Field.tsx';
import { Segmented } from '../../common/Segmented.tsx';
import { toHex } from '../../packet/datagram.ts';
import { presetContext } from '../../timeline/presets/preset-context.ts';
import type { PresetContext } from '../../timeline/presets/preset.ts';
import { useTimeline } from '../../timeline/use-timeline.ts';
import { LiveBytes } from './LiveBytes.tsx';
import { emptyForm, formOfStep, stepOfForm, type PacketForm } from './packet-form.ts';
import { MetaFields, PacketFields } from './PacketFields.tsx';
import { usePacketCheck } from './use-packet-check.ts';

/** The packet composer, whenever the store says it is open. */
export function ComposerDialog() {
  const composer = useApp((state) => state.composer);
  const scenario = useApp((state) => state.scenario);
  if (composer.mode === 'closed') return null;
  const at = composer.mode === 'add' ? composer.at : composer.step;
  const step = composer.mode === 'edit' ? (scenario.timeline[at] ?? null) : null;
  const form = step === null ? newForm(presetContext(scenario, null)) : formOfStep(step);
  return form === null ? null : <Composer key={`${composer.mode}${at}`} at={at} step={step} initial={form} />;
}

/** From behind the host to the Internet, or from the host itself where nothing is behind it. */
function newForm({ plan, freePort }: PresetContext): PacketForm {
  const { inside } = plan;
  const ends = { proto: 'tcp', dst: plan.server, sport: String(freePort), dport: '443' };
  return inside === null
    ? emptyForm({ kind: 'local' }, { ...ends, src: plan.outside.address })
    : emptyForm({ kind: 'in', device: inside.device }, { ...ends, src: inside.client });
}

interface ComposerProps {
  readonly at: number;
  /** The step that is edited; null for a new one. */
  readonly step: Step | null;
  readonly initial: PacketForm;
}

function Composer({ at, step, initial }: ComposerProps) {
  const { t } = useTranslation(['composer', 'common']);
  const store = useAppStore();
  const { insert, replace } = useTimeline();
  const [form, setForm] = useState(initial);
  const check = usePacketCheck(form, at);
  const close = () => store.getState().setComposer({ mode: 'closed' });
  const canSave = check.isSettled && check.errors.size === 0;
  const props = { form, errors: check.errors, onChange: setForm };
  const save = () => {
    const { note: _note, ...rest } = step ?? {};
    const { expect, disabled } = rest as Step;
    const made = stepOfForm(form, { ...(expect && { expect }), ...(disabled && { disabled }) });
    if (step === null) insert(at, made);
    else replace(at, made);
    close();
  };

  const title =
    step === null
      ? t('add')
      : form.origin.kind === 'reply'
        ? t('editReply', { step: at + 1, to: form.origin.to })
        : t('edit', { step: at + 1 });
  return (
    <Dialog
      open
      wide
      title={title}
      onClose={close}
      actions={
        <>
          <Button look="line" onClick={close}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" disabled={!canSave} onClick={save}>
            {step === null ? t('common:add') : t('common:save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <Origin {...props} bytes={check.bytes} />
          {form.mode === 'fields' ? <PacketFields {...props} /> : <HexFields {...props} />}
          {check.errors.has('') && (
            <p role="alert" className="text-small text-drop">
              {check.errors.get('')}
            </p>
          )}
          <Field label={t('note')}>
            {(control) => (
              <input
                {...control}
                className={controlClass()}
                value={form.note}
                onChange={(event) => setForm({ ...form, note: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="min-w-0 md:border-l md:border-line md:pl-5">
          {form.origin.kind === 'reply' ? (
            <p className="text-small text-ink3">{t('bytesOfRun')}</p>
          ) : (
            <LiveBytes bytes={check.bytes} />
          )}
        </div>
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly form: PacketForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (form: PacketForm) => void;
}

const LOCAL = '(local)';

function Origin({ form, errors, onChange, bytes }: PartProps & { readonly bytes: Uint8Array | null }) {
  const { t } = useTranslation('composer');
  const interfaces = useApp((state) => state.scenario.host.interfaces);
  if (form.origin.kind === 'reply') return <p className="text-small text-ink2">{t('replyHint')}</p>;
  const value = form.origin.kind === 'local' ? LOCAL : form.origin.device;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label={t('where')} error={errors.get('in') ?? errors.get('from')} className="flex-1">
        {(control) => (
          <select
            {...control}
            className={controlClass()}
            value={value}
            onChange={({ target }) =>
              onChange({
                ...form,
                origin: target.value === LOCAL ? { kind: 'local' } : { kind: 'in', device: target.value },
              })
            }
          >
            {interfaces.map(({ name }) => (
              <option key={name} value={name}>
                {t('arrives', { device: name })}
              </option>
            ))}
            <option value={LOCAL}>{t('local')}</option>
          </select>
        )}
      </Field>
      <Segmented
        label={t('given')}
        options={[
          { id: 'fields', label: t('fields') },
          { id: 'hex', label: t('hex') },
        ]}
        value={form.mode}
        onChange={(mode) =>
          onChange({ ...form, mode, hex: form.hex === '' && bytes !== null ? toHex(bytes) : form.hex })
        }
      />
    </div>
  );
}

function HexFields(props: PartProps) {
  const { t } = useTranslation('composer');
  const { form, errors, onChange } = props;
  return (
    <>
      <Field label={t('hexLabel')} error={errors.get('hex')} hint={t('hexError')}>
        {(control) => (
          <textarea
            {...control}
            rows={8}
            spellCheck={false}
            className={`${controlClass(true)} h-auto py-1.5`}
            value={form.hex}
            onChange={(event) => onChange({ ...form, hex: event.target.value })}
          />
        )}
      </Field>
      <MetaFields {...props} />
    </>
  );
}
