import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** Instead of "Copy". */
  readonly label?: string;
  readonly look?: 'line' | 'primary';
  readonly className?: string;
}

const SAID_FOR = 1600;

/** Copies and says so. Where the clipboard is refused the button stays as it was. */
export function CopyButton({ text, label, look = 'line', className }: CopyButtonProps) {
  const { t } = useTranslation('common');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Button look={look} small={look === 'line'} icon={isCopied ? 'check' : 'copy'} className={className} onClick={copy}>
      <span aria-live="polite">{isCopied ? t('copied') : (label ?? t('copy'))}</span>
    </Button>
  );
}
