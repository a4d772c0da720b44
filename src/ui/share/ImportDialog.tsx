import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { recognise, withoutLoopback, type Recognised } from './recognise.ts';
import { useImport } from './use-import.ts';

const SHOWN_UNKNOWN = 5;

/** Takes what other tools print, and scenario files; nothing changes before it is right. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['share', 'common']);
  const bring = useImport();
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const found = recognise(text);
  const take = (next: string) => {
    setText(next);
    setProblems([]);
  };
  const read = (chosen: File | undefined) => {
    if (chosen !== undefined) void chosen.text().then(take);
  };
  const apply = async () => {
    setBusy(true);
    const wrong = await bring(found).catch((reason: unknown) => [
      reason instanceof Error ? reason.message : String(reason),
    ]);
    setBusy(false);
    setProblems(wrong);
    if (wrong.length === 0) onClose();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const [dropped] = event.dataTransfer.files;
    if (dropped === undefined) take(event.dataTransfer.getData('text'));
    else read(dropped);
  };

  return (
    <Dialog
      open
      wide
      title={t('importTitle')}
      onClose={onClose}
      actions={
        <>
          <Button look="line" onClick={() => file.current?.click()}>
            {t('chooseFile')}
          </Button>
          <Button look="primary" disabled={isBusy || !hasAnything(found)} onClick={() => void apply()}>
            {isBusy ? t('checking') : t('apply')}
          </Button>
        </>
      }
    >
      <input ref={file} type="file" hidden onChange={(event) => read(event.target.files?.[0])} />
      <Field label={t('importText')} hint={t('importHint')}>
        {(control) => (
          <textarea
            {...control}
            autoFocus
            rows={14}
            spellCheck={false}
            className={`${controlClass(true)} h-auto py-1.5`}
            value={text}
            onChange={(event) => take(event.target.value)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={onDrop}
          />
        )}
      </Field>
      <div aria-live="polite" className="pt-3">
        {text.trim() !== '' && <Findings found={found} />}
      </div>
      {problems.length > 0 && (
        <ul role="alert" className="mt-3 rounded-card bg-drop-soft p-2 font-mono text-mono break-words text-drop">
          {problems.map((problem) => (
            <li key={problem}>✕ {problem}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

const hasAnything = (found: Recognised): boolean =>
  found.scenario !== null ||
  found.ruleset !== null ||
  found.ipsets !== null ||
  withoutLoopback(found.interfaces).length + found.routes.length + found.rules.length > 0;

function Findings({ found }: { readonly found: Recognised }) {
  const { t } = useTranslation('share');
  if (!hasAnything(found)) return <p className="text-small text-log">{t('foundNothing')}</p>;
  const interfaces = withoutLoopback(found.interfaces).length;
  const parts = [
    found.scenario !== null && t('parts.scenario', { title: titleOf(found.scenario) ?? t('untitled') }),
    found.ruleset !== null &&
      t('parts.ruleset', { count: found.ruleset.match(/^(\[\d+:\d+\]\s*)?-A /gm)?.length ?? 0 }),
    interfaces > 0 && t('parts.interfaces', { count: interfaces }),
    found.routes.length > 0 && t('parts.routes', { count: found.routes.length }),
    found.rules.length > 0 && t('parts.rules', { count: found.rules.length }),
    found.ipsets !== null && t('parts.ipsets'),
  ].filter((part) => part !== false);
  const more = found.unknown.length - SHOWN_UNKNOWN;
  return (
    <>
      <p className="text-small">
        <span className="font-semibold">{t('found')}:</span> {parts.join(', ')}
      </p>
      <ul className="pt-1 text-small text-log">
        {found.unknown.slice(0, SHOWN_UNKNOWN).map(({ line, text }) => (
          <li key={line} className="truncate">
            {t('unknownLine', { line, text })}
          </li>
        ))}
        {more > 0 && <li>{t('unknownMore', { count: more })}</li>}
      </ul>
    </>
  );
}

const titleOf = (document: unknown): string | null =>
  typeof document === 'object' && document !== null && 'title' in document && typeof document.title === 'string'
    ? document.title
    : null;
