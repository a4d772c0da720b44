import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';

/** A broken or hostile link: what was wrong, and that nothing is lost. */
export function LinkProblemDialog() {
  const { t } = useTranslation(['share', 'common']);
  const store = useAppStore();
  const problem = useApp((state) => state.brokenLink);
  const onClose = () => store.getState().setBrokenLink(null);
  if (problem === null) return null;
  return (
    <Dialog
      open
      title={t('linkProblem.title')}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('common:close')}
        </Button>
      }
    >
      <p>{t(`linkProblem.${problem.kind}`)}</p>
      {problem.details.length > 0 && (
        <ul className="my-2 font-mono text-mono break-words text-drop">
          {problem.details.slice(0, 10).map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
      <p className="pt-2 text-ink2">{t('linkProblem.kept')}</p>
    </Dialog>
  );
}
