import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonDocument } from '../../engine/index.ts';
import { currentLanguage, LANGUAGES, type Language } from '../../i18n/index.ts';
import { useApp, useAppStore, type Authoring } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { Segmented } from '../common/Segmented.tsx';
import { AuthorGoals } from './AuthorGoals.tsx';
import { AuthorShare } from './AuthorShare.tsx';
import { linesOf, startOf, withHints, withWords, type PartProps } from './authoring.ts';

/** A teacher's lesson in the making: start, goal, words, link. */
export function AuthorPanel({ authoring }: { readonly authoring: Authoring }) {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const { draft, bilingual } = authoring;
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const change = (part: Partial<LessonDocument>) =>
    store.getState().setAuthoring({ ...authoring, draft: { ...draft, ...part } });
  const discard = () => {
    store.getState().setAuthoring(null);
    store.getState().setLessonView(store.getState().lesson === null ? 'closed' : 'lesson');
  };
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel">
      <header className="flex shrink-0 items-center gap-1 border-b border-line px-3.5 py-2">
        <h2 className="min-w-0 flex-1 text-title font-semibold">{t('author.title')}</h2>
        <Button small look="danger" onClick={discard}>
          {t('author.discard')}
        </Button>
        <IconButton small icon="close" label={t('close')} onClick={() => store.getState().setLessonView('closed')} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-3.5 py-3">
        <p className="text-small text-ink2">{t('author.intro')}</p>
        <StartPart draft={draft} language={language} onChange={change} />
        <AuthorGoals draft={draft} language={language} onChange={change} />
        <div className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Segmented
              label={t('author.language')}
              options={LANGUAGES.map((id) => ({ id, label: t(`author.other.${id}`) }))}
              value={language}
              onChange={setLanguage}
            />
            <label className="flex min-h-6 items-center gap-1.5 text-small text-ink2">
              <input
                type="checkbox"
                checked={bilingual}
                onChange={(event) => store.getState().setAuthoring({ ...authoring, bilingual: event.target.checked })}
              />
              {t('author.bilingual')}
            </label>
          </div>
          <Words draft={draft} language={language} onChange={change} />
        </div>
        <AuthorShare authoring={authoring} language={language} />
      </div>
    </div>
  );
}

function StartPart({ draft, language, onChange }: PartProps) {
  const { t } = useTranslation('lessons');
  const store = useAppStore();
  const isTaken = useApp(
    (state) => state.scenario.ruleset === draft.start.ruleset && state.scenario.host === draft.start.host,
  );
  const rules = draft.start.ruleset?.match(/^(\[\d+:\d+\]\s*)?-A /gm)?.length ?? 0;
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-label font-semibold text-ink2">1 · {t('author.start')}</h3>
      <p className="text-small text-ink3">{t('author.startHint')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="line" disabled={isTaken} onClick={() => onChange(startOf(store.getState().scenario, language))}>
          {t('author.takeStart')}
        </Button>
        <span className="text-label text-ink3">{t('author.takenStart', { rules, steps: draft.timeline.length })}</span>
      </div>
    </section>
  );
}

function Words({ draft, language, onChange }: PartProps) {
  const { t } = useTranslation('lessons');
  const solution = (draft.solution ?? []).filter((step) => typeof step === 'string').join('\n');
  const hints = (draft.hints ?? []).map((hint) => hint[language] ?? '').join('\n');
  return (
    <>
      <h3 className="text-label font-semibold text-ink2">3 · {t('author.says')}</h3>
      <Field label={t('author.sourceTitle')}>
        {(control) => (
          <input
            {...control}
            className={controlClass()}
            value={draft.title[language] ?? ''}
            onChange={(event) => onChange({ title: withWords(draft.title, language, event.target.value) })}
          />
        )}
      </Field>
      <Area
        label={t('author.story')}
        value={draft.story[language] ?? ''}
        onChange={(words) => onChange({ story: withWords(draft.story, language, words) })}
      />
      <Area
        label={t('author.hints')}
        value={hints}
        onChange={(words) => onChange({ hints: withHints(draft.hints, language, words) })}
      />
      <Area
        mono
        label={t('author.solution')}
        value={solution}
        onChange={(words) => onChange({ solution: linesOf(words) })}
      />
      <Area
        label={t('author.explanation')}
        value={draft.explanation?.[language] ?? ''}
        onChange={(words) => onChange({ explanation: withWords(draft.explanation, language, words) })}
      />
      <Area
        label={t('author.remember')}
        value={draft.remember?.[language] ?? ''}
        onChange={(words) => onChange({ remember: withWords(draft.remember, language, words) })}
      />
    </>
  );
}

interface AreaProps {
  readonly label: string;
  readonly value: string;
  readonly mono?: boolean;
  readonly onChange: (words: string) => void;
}

/** Keeps what is typed, blank lines and all, while the draft has its own form of it. */
function Area({ label, value, mono = false, onChange }: AreaProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={label}>
      {(control) => (
        <textarea
          {...control}
          rows={3}
          className={`${controlClass(mono)} field-sizing-content h-auto! min-h-16 py-1.5`}
          value={typed ?? value}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(event.target.value);
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </Field>
  );
}
