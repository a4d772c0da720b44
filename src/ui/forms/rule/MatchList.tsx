import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtensionView, FormPart, Hook, RuleForm } from '../../../engine/index.ts';
import { IconButton } from '../../common/Button.tsx';
import { controlClass } from '../../common/Field.tsx';
import { PartFields } from './PartFields.tsx';
import { isLegal, matchPart, newPart, replacePart } from './rule-form-edit.ts';

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
        matches={matches.filter((one) => isLegal(one, form.table, hook))}
        onAdd={(extension) => onChange({ ...form, matches: [...form.matches, newPart(extension)] })}
      />
    </div>
  );
}

/** The place in the rule is what tells two uses of one match apart. */
const numbered = (parts: readonly FormPart[]) => parts.map((part, index) => ({ part, index }));

/** A list to search in: typing narrows it, a full name adds the match. */
function AddMatch({
  matches,
  onAdd,
}: {
  readonly matches: readonly ExtensionView[];
  readonly onAdd: (extension: ExtensionView) => void;
}) {
  const { t } = useTranslation('rules');
  const [typed, setTyped] = useState('');
  const listId = useId();
  const choose = (text: string) => {
    const found = matches.find((one) => one.name === text.trim());
    const isLonger = matches.some((one) => one.name !== text && one.name.startsWith(text));
    setTyped(text);
    if (found !== undefined && !isLonger) add(found);
  };
  const add = (extension: ExtensionView) => {
    setTyped('');
    onAdd(extension);
  };
  return (
    <>
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
          const first =
            matches.find((one) => one.name === typed.trim()) ??
            matches.find((one) => one.name.startsWith(typed.trim()));
          if (event.key !== 'Enter' || typed.trim() === '' || first === undefined) return;
          event.preventDefault();
          add(first);
        }}
      />
      <datalist id={listId}>
        {matches.map((one) => (
          <option key={one.name} value={one.name}>
            {one.modelled ? one.options.map((option) => `--${option.name}`).join(' ') : t('unmodelled')}
          </option>
        ))}
      </datalist>
    </>
  );
}
