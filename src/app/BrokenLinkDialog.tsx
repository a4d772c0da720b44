import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../store/index.ts';
import { Button } from '../ui/common/Button.tsx';
import { Dialog } from '../ui/common/Dialog.tsx';

/** A link that could not be opened says what was wrong with it. */
export function BrokenLinkDialog() {
  const { t } = useTranslation('app');
  const common = useTranslation('common').t;
  const store = useAppStore();
  const link = useApp((state) => state.brokenLink);
  const close = () => store.getState().setBrokenLink(null);
  const reasons = { 'newer-version': t('link.newerVersion'), damaged: t('link.damaged'), invalid: t('link.invalid') };
  return (
    <Dialog
      open={link !== null}
      title={t('link.title')}
      onClose={close}
      actions={
        <Button look="primary" onClick={close}>
          {common('close')}
        </Button>
      }
    >
      {link !== null && (
        <>
          <p>{reasons[link.kind]}</p>
          {link.problems.length > 0 && (
            <ul className="my-2 list-disc pl-5 font-mono text-mono text-ink2">
              {link.problems.slice(0, 12).map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
          <p className="mt-2 text-ink2">{t('link.instead')}</p>
        </>
      )}
    </Dialog>
  );
}
