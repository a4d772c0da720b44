import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/common/Button.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
}

/** A part that breaks says so in its place; the rest of the page and the scenario go on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Crash error={error} onRetry={() => this.setState({ error: null })} />;
  }
}

function Crash({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation('app');
  return (
    <div role="alert" className="m-auto flex max-w-96 flex-col items-start gap-2 p-6">
      <h2 className="text-title font-semibold">{t('crash.title')}</h2>
      <p className="text-ink2">{t('crash.body')}</p>
      <div className="flex gap-2">
        <Button look="primary" onClick={onRetry}>
          {t('crash.retry')}
        </Button>
        <Button look="line" onClick={() => location.reload()}>
          {t('crash.reload')}
        </Button>
      </div>
      <details className="w-full text-small text-ink2">
        <summary>{t('crash.details')}</summary>
        <code className="mt-1 block font-mono text-mono break-words">{error.message}</code>
      </details>
    </div>
  );
}
