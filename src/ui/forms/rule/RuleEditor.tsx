import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtensionView, Hook, RuleForm } from '../../../engine/index.ts';
import { useApp, useEngine } from '../../../store/index.ts';
import { Button } from '../../common/Button.tsx';
import { CopyButton } from '../../common/CopyButton.tsx';
import { useAnswer, useSettled } from '../../common/use-answer.ts';
import { HeadFields } from './HeadFields.tsx';
import { MatchList } from './MatchList.tsx';
import { isShown, missingArgument } from './rule-form-edit.ts';
import { TargetFields } from './TargetFields.tsx';

const SETTLE = 150;

interface RuleEditorProps {
  readonly initial: RuleForm;
  readonly catalogue: readonly ExtensionView[];
  readonly hook: Hook | null;
  readonly userChains: readonly string[];
  /** The command that puts the text in force: `iptables -t filter -R INPUT 3 <text>`. */
  readonly commandFor: (text: string) => string;
  readonly saveLabel: string;
  /** Gives what the tool said when it refused, else null. */
  readonly onSave: (command: string) => Promise<string | null>;
}

/** A rule as a form, with the command that it comes to and the errors where they belong. */
export function RuleEditor({ initial, catalogue, hook, userChains, commandFor, saveLabel, onSave }: RuleEditorProps) {
  const { t } = useTranslation('rules');
  const engine = useEngine();
  const scenario = useApp((state) => state.scenario);
  const [form, setForm] = useState(initial);
  const [refusal, setRefusal] = useState<string | null>(null);
  const settled = useSettled(form, SETTLE);
  const missing = missingArgument(settled, catalogue);
  const answer = useAnswer(missing === null ? () => engine.ruleText(settled, scenario) : null, settled);
  const result = answer.value;
  const error = missing ?? (result !== null && 'message' in result ? result : null);
  const text = missing === null && result !== null && 'text' in result ? result.text : null;
  const errorOf = (part: string, option: string): string | null =>
    error !== null && error.part === part && error.option === option ? error.message : null;
  const isPlaced = error === null || isShown(form, catalogue, error);
  const isChanged = form !== initial;

  const save = () => {
    if (text === null) return;
    void onSave(commandFor(text)).then(setRefusal);
  };
  const change = (next: RuleForm) => {
    setRefusal(null);
    setForm(next);
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Section title={t('head')}>
        <HeadFields
          options={form.head}
          errorOf={(option) => errorOf('head', option)}
          onChange={(head) => change({ ...form, head })}
        />
      </Section>
      <Section title={t('matches')}>
        <MatchList form={form} catalogue={catalogue} hook={hook} errorOf={errorOf} onChange={change} />
      </Section>
      <Section title={t('target')}>
        <TargetFields
          form={form}
          catalogue={catalogue}
          hook={hook}
          userChains={userChains}
          errorOf={(option) => errorOf('target', option)}
          onChange={change}
        />
      </Section>
      <Section title={t('preview')}>
        <div className="rounded-card border border-line bg-bg p-2">
          <p className={`font-mono text-mono break-words ${text === null ? 'text-ink3' : 'text-ink'}`}>
            {commandFor(text ?? '…')}
          </p>
          {!isPlaced && <Complaint text={error?.message ?? ''} />}
          {answer.failure !== null && <Complaint text={answer.failure} />}
          {refusal !== null && <Complaint text={refusal} />}
          <div className="flex flex-wrap items-center gap-2 pt-2">
            <Button
              look="primary"
              type="submit"
              onMouseDown={keepFocus}
              disabled={text === null || !isChanged || settled !== form || !answer.isNewest}
            >
              {saveLabel}
            </Button>
            <Button look="line" onMouseDown={keepFocus} disabled={!isChanged} onClick={() => change(initial)}>
              {t('revert')}
            </Button>
            <span className="flex-1" />
            {text !== null && <CopyButton text={commandFor(text)} />}
          </div>
        </div>
      </Section>
    </form>
  );
}

/** A field's help goes with its focus, and the button would move away from under the pointer before it is let go. */
const keepFocus = (event: { preventDefault(): void }): void => event.preventDefault();

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h4 className="pb-1.5 text-label font-semibold text-ink3">{title}</h4>
      {children}
    </section>
  );
}

const Complaint = ({ text }: { readonly text: string }) => (
  <p role="alert" className="pt-1 text-label whitespace-pre-wrap text-drop">
    {text}
  </p>
);
