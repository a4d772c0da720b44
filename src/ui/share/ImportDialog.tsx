import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isCapture, readCapture, type Capture } from '../../formats/index.ts';
import { useApp } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { repairTypography } from '../common/typography.ts';
import { CaptureDialog } from './CaptureDialog.tsx';
import { ImportOptions } from './ImportOptions.tsx';
import { ImportText, isShownInPart } from './ImportText.tsx';
import { Findings, hasAnything, Problems, Strange } from './ImportFindings.tsx';
import { recognise } from './recognise.ts';
import { useImport, type ImportChoices } from './use-import.ts';

/** Takes what other tools print, and scenario files; nothing changes before it is right. */
export function ImportDialog({ dropped, onClose }: { readonly dropped: File | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['share', 'common']);
  const bring = useImport();
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const [capture, setCapture] = useState<Capture | null>(null);
  const title = useApp((state) => state.scenario.title);
  const [choices, setChoices] = useState<ImportChoices>({
    addInterfaces: true,
    title: title === undefined ? null : t('importedTitle'),
  });
  const found = useMemo(() => recognise(text), [text]);
  const take = (next: string) => {
    setText(next);
    setProblems([]);
  };
  const takeBytes = (bytes: Uint8Array) => {
    if (!isCapture(bytes)) return take(new TextDecoder().decode(bytes));
    const answer = readCapture(bytes);
    if (answer.ok) setCapture(answer.value);
    else setProblems([t(`capture.problems.${answer.error}`)]);
  };
  const read = (chosen: File | undefined) => {
    if (chosen !== undefined) void chosen.arrayBuffer().then((bytes) => takeBytes(new Uint8Array(bytes)));
  };
  const onDropped = useEffectEvent((bytes: ArrayBuffer) => takeBytes(new Uint8Array(bytes)));
  useEffect(() => {
    if (dropped !== null) void dropped.arrayBuffer().then(onDropped);
  }, [dropped]);
  const apply = async () => {
    setBusy(true);
    const wrong = await bring(found, choices).catch((reason: unknown) => [
      reason instanceof Error ? reason.message : String(reason),
    ]);
    setBusy(false);
    setProblems(wrong);
    if (wrong.length === 0) onClose();
  };
  if (capture !== null) return <CaptureDialog capture={capture} onClose={onClose} />;
  return (
    <Dialog
      open
      wide
      title={t('importTitle')}
      onClose={onClose}
      actions={
        <>
          {isShownInPart(text) && <Button onClick={() => take('')}>{t('common:clear')}</Button>}
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
      <ImportText text={text} onTake={take} onFile={read} />
      <div aria-live="polite" className="pt-3">
        {text.trim() !== '' && <Findings found={found} />}
        {found.scenario === null && <Strange text={text} onRepair={() => take(repairTypography(text))} />}
      </div>
      {found.scenario === null && found.ruleset !== null && (
        <ImportOptions found={found} choices={choices} onChange={setChoices} />
      )}
      <Problems problems={problems} />
    </Dialog>
  );
}
