import { Suspense, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from './ErrorBoundary.tsx';

/** A place in the frame: waits for its part to load, and contains its failures. */
export function Slot({ of: Part }: { readonly of: ComponentType }) {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading />}>
        <Part />
      </Suspense>
    </ErrorBoundary>
  );
}

function Loading() {
  const { t } = useTranslation('common');
  return <p className="p-4 text-small text-ink3">{t('loading')}</p>;
}
