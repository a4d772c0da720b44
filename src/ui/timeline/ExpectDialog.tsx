import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario, Step } from '../../engine/index.ts';
import { useApp, useEngine } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { useAnswer } from '../common/use-answer.ts';
import {
  COMMAND_KEYS,
  expectationsOf,
  expectFormOf,
  formOfHappening,
  happeningOf,
  OUTCOMES,
  PACKET_FIELDS,
  PACKET_KEYS,
  probed,
  STATES,
  withExpectations,
  type ExpectedField,
  type ExpectForm,
  type ExpectKey,
  type Happening,
} from './expectations.ts';

interface ExpectDialogProps {
  /** 0-based. */
  readonly index: number;
  readonly step: Step;
  readonly onSave: (step: Step) => void;
  readonly onClose: () => void;
}

/** What a step must lead to, beside what it leads to now. Empty fields are not expected. */
export function ExpectDialog({ index, step, onSave, onClose }: ExpectDialogProps) {
  const { t } = useTranslation(['timeline', 'common']);
  const engine = useEngine();
  const scenario = useApp((state) => state.scenario);
  const [form, setForm] = useState(() => expectFormOf(step.expect));
  const [problem, setProblem] = useState<string | null>(null);
  const answer = useAnswer(() => engine.check(probed(scenario, index)), scenario);
  const now = happeningOf(answer.value?.[index] ?? []);
  const keys: readonly ExpectKey[] = 'command' in step ? COMMAND_KEYS : PACKET_KEYS;

  const change = (key: ExpectKey, value: string) => setForm({ ...form, text: { ...form.text, [key]: value } });
  const save = async () => {
    const changed = withExpectations(step, expectationsOf(form, step.expect));
    const refused = await problemWith(engine.validate, scenario, index, changed);
    setProblem(refused);
    if (refused !== null) return;
    onSave(changed);
    onClose();
  };

  return (
    <Dialog
      open
      title={t('expect.title', { step: index + 1 })}
      onClose={onClose}
      actions={
        <Actions
          {...(step.expect !== undefined && {
            onClear: () => {
              onSave(withExpectations(step, null));
              onClose();
            },
          })}
          onCancel={onClose}
          onSave={() => void save()}
        />
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="flex items-center justify-between gap-3">
          <p className="text-small text-ink2">{t('expect.intro')}</p>
          <Button look="line" disabled={answer.value === null} onClick={() => setForm(formOfHappening(now, form))}>
            {t('expect.takeNow')}
          </Button>
        </div>
        {keys.map((key) => (
          <KeyField
            key={key}
            of={key}
            value={form.text[key]}
            now={now.text[key]}
            onChange={(value) => change(key, value)}
          />
        ))}
        {!('command' in step) && (
          <PacketPart form={form} now={now} onChange={(packet) => setForm({ ...form, packet })} />
        )}
        {problem !== null && (
          <p role="alert" className="text-small text-drop">
            {problem}
          </p>
        )}
        <button type="submit" hidden>
          {t('common:save')}
        </button>
      </form>
    </Dialog>
  );
}

interface ActionsProps {
  /** Where something is expected already. */
  readonly onClear?: () => void;
  readonly onCancel: () => void;
  readonly onSave: () => void;
}

function Actions({ onClear, onCancel, onSave }: ActionsProps) {
  const { t } = useTranslation(['timeline', 'common']);
  return (
    <>
      {onClear !== undefined && (
        <Button look="danger" className="mr-auto" onClick={onClear}>
          {t('expect.removeAll')}
        </Button>
      )}
      <Button look="line" onClick={onCancel}>
        {t('common:cancel')}
      </Button>
      <Button look="primary" onClick={onSave}>
        {t('common:save')}
      </Button>
    </>
  );
}

type Validate = (
  document: unknown,
) => Promise<
  | { readonly scenario: Scenario }
  | { readonly problems: readonly { readonly path: string; readonly message: string }[] }
>;

/** Why the document would not take the step, in the validator's words. */
async function problemWith(validate: Validate, scenario: Scenario, index: number, step: Step): Promise<string | null> {
  const timeline = scenario.timeline.map((old, at) => (at === index ? step : old));
  const answer = await validate({ ...scenario, timeline });
  if ('scenario' in answer) return null;
  return answer.problems.map(({ path, message }) => `${path.replace(/^timeline\[\d+\]\./, '')}: ${message}`).join('\n');
}

interface KeyFieldProps {
  readonly of: ExpectKey;
  readonly value: string;
  readonly now: string;
  readonly onChange: (value: string) => void;
}

function KeyField({ of, value, now, onChange }: KeyFieldProps) {
  const { t } = useTranslation('timeline');
  const choices = of === 'outcome' ? OUTCOMES : of === 'state' ? STATES : null;
  return (
    <Field label={t(`expect.keys.${of}`)}>
      {(control) => (
        <Beside now={now} value={value} onTake={onChange}>
          {choices === null ? (
            <input
              {...control}
              spellCheck={false}
              inputMode={of === 'exit' ? 'numeric' : 'text'}
              placeholder={t('expect.any')}
              className={controlClass(true)}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          ) : (
            <select
              {...control}
              className={controlClass()}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            >
              <option value="">{t('expect.any')}</option>
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {of === 'outcome' ? t(`expect.outcomes.${choice as (typeof OUTCOMES)[number]}`) : choice}
                </option>
              ))}
            </select>
          )}
        </Beside>
      )}
    </Field>
  );
}

interface BesideProps {
  readonly now: string;
  readonly value: string;
  readonly onTake: (value: string) => void;
  readonly children: ReactNode;
}

/** A control, and what is now at its side; pressed, that is taken. */
function Beside({ now, value, onTake, children }: BesideProps) {
  const { t } = useTranslation('timeline');
  return (
    <div className="grid grid-cols-2 items-center gap-2 max-sm:grid-cols-1">
      {children}
      {now === '' ? (
        <span className="text-label text-ink3">{t('expect.nowNothing')}</span>
      ) : (
        <button
          type="button"
          className="min-h-6 min-w-0 truncate rounded-control px-1 text-left text-label text-ink3 hover:text-accent"
          title={t('expect.take', { now })}
          onClick={() => onTake(now)}
        >
          {t('expect.now')}{' '}
          <span className={value !== '' && value !== now ? 'font-mono text-drop' : 'font-mono text-ink2'}>{now}</span>
        </button>
      )}
    </div>
  );
}

interface PacketPartProps {
  readonly form: ExpectForm;
  readonly now: Happening;
  readonly onChange: (packet: ExpectForm['packet']) => void;
}

/** Fields of the datagram as it left or was delivered. */
function PacketPart({ form: { packet }, now, onChange }: PacketPartProps) {
  const { t } = useTranslation('timeline');
  const left = PACKET_FIELDS.filter((field) => !packet.some((one) => one.field === field));
  const set = (field: ExpectedField, value: string) =>
    onChange(packet.map((one) => (one.field === field ? { field, value } : one)));
  return (
    <fieldset className="flex flex-col gap-2 border-t border-line pt-3">
      <legend className="sr-only">{t('expect.packet')}</legend>
      <p className="text-label font-medium text-ink2">{t('expect.packet')}</p>
      {packet.map(({ field, value }) => (
        <div key={field} className="grid grid-cols-[72px_1fr_24px] items-center gap-2">
          <span className="font-mono text-mono text-ink2">{field}</span>
          <Beside now={now.fields[field] ?? ''} value={value} onTake={(taken) => set(field, taken)}>
            <input
              aria-label={field}
              spellCheck={false}
              className={controlClass(true)}
              value={value}
              onChange={(event) => set(field, event.target.value)}
            />
          </Beside>
          <IconButton
            small
            icon="close"
            label={t('expect.removeField', { field })}
            onClick={() => onChange(packet.filter((one) => one.field !== field))}
          />
        </div>
      ))}
      {left.length > 0 && (
        <select
          aria-label={t('expect.addField')}
          className={`${controlClass()} max-w-48`}
          value=""
          onChange={(event) => {
            const field = left.find((one) => one === event.target.value);
            if (field !== undefined) onChange([...packet, { field, value: now.fields[field] ?? '' }]);
          }}
        >
          <option value="">{t('expect.addField')}</option>
          {left.map((field) => (
            <option key={field}>{field}</option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
