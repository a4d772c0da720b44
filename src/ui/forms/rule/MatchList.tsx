import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtensionView, FormPart, Hook, RuleForm } from '../../../engine/index.ts';
import { aboutExtension, currentLanguage } from '../../../i18n/index.ts';
import { Button, IconButton } from '../../common/Button.tsx';
import { controlClass } from '../../common/Field.tsx';
import { PartFields } from './PartFields.tsx';
import { illegality, likelyMatches, matchPart, replacePart, withMatch, type Illegality } from './rule-form-edit.ts';
import { useWhyNot } from './use-why-not.ts';

interface MatchListProps {
  readonly form: RuleForm;
  readonly catalogue: readonly ExtensionView[];
  readonly hook: Hook | null;
  readonly errorOf: (part: string, option: string) => string | null;
  readonly onChange: (form: RuleForm) => void;
}

export function MatchList({ form, catalogue, hook, errorOf, onChange }: MatchListProps) {
  const { t } = useTranslation('rules');
  const matches = catalogue.filter((one) => one.kind === 'match');
  return (
    <div className="flex flex-col gap-2">
      {numbered(form.matches).map(({ part, index }) => {
        const extension = matches.find((one) => one.name === part.name) ?? null;
        const place = matchPart(index);
        const partError = errorOf(place, '');
        return (
          <fieldset key={index} className="rounded-card border border-line px-2.5 pt-1 pb-2.5">
            <div className="flex items-center justify-between">
              <legend className="float-left font-mono text-mono font-semibold">
                {part.name}{' '}
                {extension?.modelled === false && (
                  <span className="font-sans font-normal text-log">{t('unmodelled')}</span>
                )}
              </legend>
              <IconButton
                small
                icon="close"
                label={t('removeMatch', { name: part.name })}
                onClick={() => onChange(replacePart(form, index, null))}
              />
            </div>
            <PartFields
              name={part.name}
              extension={extension}
              options={part.options}
              errorOf={(option) => errorOf(place, option)}
              onChange={(options) => onChange(replacePart(form, index, { ...part, options }))}
            />
            {partError !== null && (
              <p role="alert" className="pt-1 text-label text-drop">
                {partError}
              </p>
            )}
          </fieldset>
        );
      })}
      <AddMatch
        matches={matches.map((one) => ({ one, illegal: illegality(one, form.table, hook) }))}
        likely={likelyMatches(form)}
        onAdd={(extension) => onChange(withMatch(form, extension))}
      />
    </div>
  );
}

/** The place in the rule is what tells two uses of one match apart. */
const numbered = (parts: readonly FormPart[]) => parts.map((part, index) => ({ part, index }));

interface Judged {
  readonly one: ExtensionView;
  readonly illegal: Illegality | null;
}

interface AddMatchProps {
  readonly matches: readonly Judged[];
  /** Names that stand ready as buttons. */
  readonly likely: readonly string[];
  readonly onAdd: (extension: ExtensionView) => void;
}

/** A list to search in: typing narrows it, a full name adds the match. One that may not stand here says where it may. */
function AddMatch({ matches, likely, onAdd }: AddMatchProps) {
  const { t } = useTranslation('rules');
  const whyNot = useWhyNot();
  const language = currentLanguage();
  const [typed, setTyped] = useState('');
  const listId = useId();
  const word = typed.trim();
  const exact = matches.find(({ one }) => one.name === word);
  const add = (extension: ExtensionView) => {
    setTyped('');
    onAdd(extension);
  };
  const choose = (text: string) => {
    const found = matches.find(({ one }) => one.name === text.trim());
    const isLonger = matches.some(({ one }) => one.name !== text && one.name.startsWith(text));
    setTyped(text);
    if (found?.illegal === null && !isLonger) add(found.one);
  };
  const ready = likely.flatMap((name) => matches.filter(({ one, illegal }) => one.name === name && illegal === null));
  return (
    <div className="flex flex-col gap-1.5">
      <input
        aria-label={t('addMatch')}
        className={controlClass()}
        placeholder={t('addMatch')}
        list={listId}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => choose(event.target.value)}
        onKeyDown={(event) => {
          const first = exact ?? matches.find(({ one, illegal }) => illegal === null && one.name.startsWith(word));
          if (event.key !== 'Enter' || word === '') return;
          event.preventDefault();
          if (first?.illegal === null) add(first.one);
        }}
      />
      {exact !== undefined && exact.illegal !== null && (
        <p role="alert" className="text-label text-log">
          {exact.one.name}: {whyNot(exact.illegal)}
        </p>
      )}
      <div className="flex flex-wrap gap-1">
        {ready.map(({ one }) => (
          <Button
            key={one.name}
            small
            icon="plus"
            className="font-mono"
            title={aboutExtension(language, one.name) ?? undefined}
            aria-label={t('addNamed', { name: one.name })}
            onClick={() => add(one)}
          >
            {one.name}
          </Button>
        ))}
      </div>
      <datalist id={listId}>
        {matches.map(({ one, illegal }) => (
          <option key={one.name} value={one.name}>
            {illegal !== null ? whyNot(illegal) : one.modelled ? aboutExtension(language, one.name) : t('unmodelled')}
          </option>
        ))}
      </datalist>
    </div>
  );
}
