import type { WalkEvent } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { rewriteCause } from './sentence.ts';

/** What a rewrite changed, above the packet: the old struck through, the new in blue. */
export function RewriteCard({ event }: { readonly event: Extract<WalkEvent, { readonly kind: 'rewritten' }> }) {
  const { t } = useTranslation('graph');
  return (
    <div className="absolute right-0 bottom-7.5 w-42 rounded-card border border-line2 bg-panel px-2.5 py-1.5 shadow-float">
      <p className="text-label leading-4 text-ink">{rewriteCause(t, event)}</p>
      <dl className="mt-0.5 grid grid-cols-[auto_1fr] gap-x-2 font-mono text-[11px] leading-4">
        {event.changes.map(({ field, before, after }) => (
          <div key={field} className="contents">
            <dt className="text-ink2">{field}</dt>
            <dd className="flex flex-wrap gap-x-1">
              <del className="text-ink3">{before}</del>{' '}
              <ins className="font-semibold text-nat no-underline">{after}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
