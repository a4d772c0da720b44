import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { loadGlossary, type Term } from '../../lessons/index.ts';
import { Field, controlClass } from '../common/Field.tsx';
import { MarkdownLine } from '../common/Markdown.tsx';

const NONE: readonly Term[] = [];

/** Every term, found by either language's word. */
export function GlossaryList() {
  const { t } = useTranslation('lessons');
  const [terms, setTerms] = useState(NONE);
  const [filter, setFilter] = useState('');
  useEffect(() => void loadGlossary().then(setTerms), []);
  const language = currentLanguage();
  const wanted = filter.trim().toLowerCase();
  const shown = terms.filter(({ name }) => `${name.en} ${name.zh}`.toLowerCase().includes(wanted));
  return (
    <>
      <Field label={t('glossaryFilter')} className="pb-3">
        {(control) => (
          <input
            {...control}
            className={controlClass()}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
      </Field>
      <dl className="gap-x-6 sm:columns-2">
        {shown.map(({ id, name, says }) => (
          <div key={id} className="mb-2.5 break-inside-avoid">
            <dt className="font-semibold">
              {name[language]}
              {name.en !== name.zh && (
                <span className="pl-1.5 text-label font-normal text-ink3">{name[language === 'en' ? 'zh' : 'en']}</span>
              )}
            </dt>
            <dd className="text-small text-ink2">
              <MarkdownLine text={says[language]} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
