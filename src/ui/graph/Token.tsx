import { useReactFlow, ViewportPortal } from '@xyflow/react';
import clsx from 'clsx';
import { useRef } from 'react';
import { selectStep, useApp } from '../../store/index.ts';
import type { Layout } from './layout.ts';
import { packetName } from './packet-name.ts';
import { RewriteCard } from './RewriteCard.tsx';
import { selectWalk } from './select-walk.ts';
import { useTokenMotion } from './use-token-motion.ts';
import { useZoomLevel, type ZoomLevel } from './use-zoom-level.ts';

/** So that the name stays readable from afar. */
const SCALES: { readonly [L in ZoomLevel]: string } = { near: 'scale-100', middle: 'scale-150', far: 'scale-220' };

/** The packet: one element, moved without React. It points at where it is; what it covers is where it came from. */
export function Token({ layout }: { readonly layout: Layout }) {
  const element = useRef<HTMLDivElement>(null);
  const flow = useReactFlow();
  const level = useZoomLevel();
  const step = useApp(selectStep);
  const walk = useApp(selectWalk);
  useTokenMotion(element, flow, level, layout);

  const name = step === null || walk.eventIndex === null ? null : packetName(step, walk.eventIndex);
  if (name === null) return null;
  const { event } = walk;
  const stopped = event?.kind === 'dropped' || event?.kind === 'unknown';
  return (
    <ViewportPortal>
      <div
        ref={element}
        aria-hidden="true"
        data-testid="token"
        className="pointer-events-none absolute top-0 left-0 z-10 size-0 will-change-transform"
      >
        <div className={clsx('absolute w-max', SCALES[level], sideOf(walk.stop[0] ?? ''))}>
          <div className="flex h-6 items-center gap-1.5 rounded-full bg-token pr-2.5 pl-2 font-mono text-[11px] leading-none font-semibold whitespace-nowrap text-token-ink shadow-[0_4px_14px_var(--shadow)]">
            <span
              className={clsx(
                'size-[7px] rounded-full ring-3',
                stopped ? 'bg-[#f87171] ring-[#f87171]/30' : 'bg-[#34d399] ring-[#34d399]/30',
              )}
            />
            <span className={clsx(event?.kind === 'rewritten' && 'text-(--token-new)')}>{name}</span>
          </div>
          {event?.kind === 'rewritten' && <RewriteCard event={event} />}
        </div>
      </div>
    </ViewportPortal>
  );
}

/** The name lies left of the place it points at, over what is past; beside interfaces above or below them. */
function sideOf(place: string): string {
  if (place.startsWith('in:')) return 'bottom-1 left-0 origin-bottom-left';
  if (place.startsWith('out:')) return 'top-1 right-0 origin-top-right';
  return 'right-0.5 top-0 -translate-y-1/2 origin-right';
}
