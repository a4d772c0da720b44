import { useTranslation } from 'react-i18next';
import type { Step } from '../../../engine/index.ts';
import { useApp } from '../../../store/index.ts';
import { Button } from '../../common/Button.tsx';
import { Dialog } from '../../common/Dialog.tsx';
import { controlClass, Field } from '../../common/Field.tsx';
import { Segmented } from '../../common/Segmented.tsx';
import { presetContext } from '../../timeline/presets/preset-context.ts';
import type { PresetContext } from '../../timeline/presets/preset.ts';
import { hexFault } from '../../packet/hex-edit.ts';
import { FieldHelp, type FormProps } from './FieldInput.tsx';
import { LiveBytes } from './LiveBytes.tsx';
import { emptyForm, formOfStep, type PacketForm } from './packet-form.ts';
import { MetaFields, PacketFields } from './PacketFields.tsx';
import { useComposer } from './use-composer.ts';

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
  const composer = useComposer({ at, step, initial });
  const { form, view, check, active, setActive, setForm, close, save } = composer;
  const props = {
    form: composer.shown,
    errors: check.errors,
    automatic: check.fields,
    active,
    onPoint: setActive,
    onChange: composer.change,
  };

  const number = at + 1;
  const { origin } = form;
  const edited =
    origin.kind === 'reply' ? t('editReply', { step: number, to: origin.to }) : t('edit', { step: number });
  return (
    <Dialog
      open
      wide
      title={step === null ? t('add') : edited}
      onClose={close}
      actions={
        <>
          <Button look="line" onClick={close}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" disabled={!composer.canSave} onClick={save}>
            {step === null ? t('common:add') : t('common:save')}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-6 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
        onSubmit={(event) => {
          event.preventDefault();
          if (composer.canSave) save();
        }}
      >
        <div className="flex min-w-0 flex-col gap-3">
          <Origin form={form} errors={check.errors} onChange={setForm} view={view} onView={composer.give} />
          {view === 'fields' ? <PacketFields {...props} /> : <HexFields {...props} form={form} />}
          {check.errors.has('') && (
            <p role="alert" className="text-small text-drop">
              {check.errors.get('')}
            </p>
          )}
          <Note form={form} onChange={setForm} />
        </div>
        <div className="flex min-w-0 flex-col gap-3 md:border-l md:border-line md:pl-5">
          <FieldHelp active={active} form={form} />
          {form.origin.kind === 'reply' ? (
            <p className="text-small text-ink3">{t('bytesOfRun')}</p>
          ) : (
            <LiveBytes
              form={composer.shown}
              check={composer.bytes}
              isOld={check.bytes === null}
              active={active}
              onPoint={setActive}
              onChange={composer.write}
              onAutomatic={composer.makeAutomatic}
            />
          )}
        </div>
        <button type="submit" hidden>
          {t('common:save')}
        </button>
      </form>
    </Dialog>
  );
}

function Note({ form, onChange }: Pick<FormProps, 'form' | 'onChange'>) {
  const { t } = useTranslation('composer');
  return (
    <Field label={t('note')}>
      {(control) => (
        <input
          {...control}
          className={controlClass()}
          value={form.note}
          onChange={(event) => onChange({ ...form, note: event.target.value })}
        />
      )}
    </Field>
  );
}

interface OriginProps extends Pick<FormProps, 'form' | 'errors' | 'onChange'> {
  readonly view: PacketForm['mode'];
  readonly onView: (view: PacketForm['mode']) => void;
}

const LOCAL = '(local)';

function Origin({ form, errors, onChange, view, onView }: OriginProps) {
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
        value={view}
        onChange={onView}
      />
    </div>
  );
}

function HexFields(props: FormProps) {
  const { t } = useTranslation('composer');
  const { form, errors, onChange } = props;
  const fault = hexFault(form.hex);
  const error =
    fault === null
      ? errors.get('hex')
      : fault.text === ''
        ? t('hexOdd', { byte: fault.byte })
        : t('hexRefused', { text: fault.text, byte: fault.byte });
  return (
    <>
      <Field label={t('hexLabel')} error={form.hex === '' ? errors.get('hex') : error} hint={t('hexError')}>
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
