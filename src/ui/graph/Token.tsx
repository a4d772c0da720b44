import { useReactFlow, ViewportPortal } from '@xyflow/react';
import clsx from 'clsx';
import { useRef } from 'react';
import { selectStep, useApp } from '../../store/index.ts';
import type { Layout } from './layout.ts';
import { namePartsOf } from './packet-name.ts';
import { RewriteCard } from './RewriteCard.tsx';
import { selectWalk } from './select-walk.ts';
import { NAME_SCALES, useTokenMotion } from './use-token-motion.ts';
import { useZoomLevel } from './use-zoom-level.ts';

/** The packet: one element, moved without React. It points at where it is; what it covers is where it came from. */
export function Token({ layout }: { readonly layout: Layout }) {
  const element = useRef<HTMLDivElement>(null);
  const flow = useReactFlow();
  const level = useZoomLevel();
  const step = useApp(selectStep);
  const walk = useApp(selectWalk);
  useTokenMotion(element, flow, level, layout);

  const name = step === null || walk.eventIndex === null ? null : namePartsOf(step, walk.eventIndex);
  if (name === null) return null;
  const { event } = walk;
  const stopped = event?.kind === 'dropped' || event?.kind === 'unknown';
  return (
    <ViewportPortal>
      <div
        ref={element}
        aria-hidden="true"
        data-testid="token"
        data-side="left"
        className="token pointer-events-none absolute top-0 left-0 z-10 size-0 will-change-transform"
      >
        <div className="absolute w-max" style={{ scale: NAME_SCALES[level] }}>
          <div className="flex h-6 items-center gap-1.5 rounded-full bg-token pr-2.5 pl-2 font-mono text-[11px] leading-none font-semibold whitespace-nowrap text-token-ink shadow-[0_4px_14px_var(--shadow)]">
            <span
              className={clsx(
                'size-[7px] rounded-full ring-3',
                stopped ? 'bg-[#f87171] ring-[#f87171]/30' : 'bg-[#34d399] ring-[#34d399]/30',
              )}
            />
            <span className={clsx(event?.kind === 'rewritten' && 'text-(--token-new)')}>
              {name.kind}
              {/* On a phone it would cover the rows that it points at; the packet's ends stand in the panels. */}
              <span className="max-sm:hidden">{name.ends}</span>
            </span>
          </div>
          {event?.kind === 'rewritten' && <RewriteCard event={event} />}
        </div>
      </div>
    </ViewportPortal>
  );
}
