import { use, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadShare, useApp } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Chip } from '../common/Chip.tsx';
import { CopyButton } from '../common/CopyButton.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { download, fileName } from './download.ts';
import { embedHtml } from './embed-html.ts';

const REACH_CHIP = { anywhere: 'accept', most: 'log', 'file-advised': 'log', 'too-long': 'drop' } as const;

/** The link, how far it travels, and the file as the way out. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('share');
  const { encodeFragment, linkReach } = use(loadShare());
  const scenario = useApp((state) => state.scenario);
  const playhead = useApp((state) => state.playhead);
  const [isAtPlayhead, setAtPlayhead] = useState(true);
  const link = useMemo(() => {
    const place = isAtPlayhead ? { step: playhead.step + 1, position: playhead.position } : null;
    return `${location.href.split('#')[0]}#${encodeFragment(scenario, place)}`;
  }, [encodeFragment, scenario, playhead, isAtPlayhead]);
  const reach = linkReach(link.length);
  const saveFile = () =>
    download(fileName(scenario.title, 'json'), `${JSON.stringify(scenario, null, 2)}\n`, 'application/json');

  return (
    <Dialog
      open
      title={t('share')}
      onClose={onClose}
      actions={
        <>
          <Button look={reach === 'too-long' ? 'primary' : 'line'} icon="export" onClick={saveFile}>
            {t('downloadScenario')}
          </Button>
          {reach !== 'too-long' && <CopyButton look="primary" text={link} label={t('copyLink')} />}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {reach !== 'too-long' && (
          <Field label={t('link')} hint={t('linkHint')}>
            {(control) => (
              <input
                {...control}
                readOnly
                className={controlClass(true)}
                value={link}
                onFocus={(event) => event.target.select()}
              />
            )}
          </Field>
        )}
        <p className="flex flex-wrap items-center gap-2 text-small text-ink2">
          <Chip kind={REACH_CHIP[reach]}>{t('length', { count: link.length })}</Chip>
          {t(`reach.${reach}`)}
        </p>
        <label className="flex min-h-6 items-center gap-2">
          <input type="checkbox" checked={isAtPlayhead} onChange={(event) => setAtPlayhead(event.target.checked)} />
          {t('atPlayhead', { step: playhead.step + 1, event: playhead.position + 1 })}
        </label>
        {reach !== 'too-long' && <Embed link={link} title={scenario.title ?? t('untitled')} />}
      </div>
    </Dialog>
  );
}

/** The same for a page of one's own: a frame that shows the graph. */
function Embed({ link, title }: { readonly link: string; readonly title: string }) {
  const { t } = useTranslation('share');
  const html = embedHtml(link, title);
  return (
    <details className="border-t border-line pt-2">
      <summary className="min-h-6 font-medium">{t('embed')}</summary>
      <div className="flex flex-col gap-2 pt-2">
        <Field label={t('embedCode')} hint={t('embedHint')}>
          {(control) => (
            <textarea
              {...control}
              readOnly
              rows={4}
              className={`${controlClass(true)} h-auto py-1.5 break-all`}
              value={html}
              onFocus={(event) => event.target.select()}
            />
          )}
        </Field>
        <CopyButton text={html} label={t('copyEmbed')} className="self-end" />
      </div>
    </details>
  );
}
