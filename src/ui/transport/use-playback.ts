import { useEffect } from 'react';
import type { WalkEvent } from '../../engine/index.ts';
import { selectEvent, useApp, useAppStore } from '../../store/index.ts';

/** How long an event stays before the next at speed 1, ms: the more there is to read, the longer. */
const DWELL: { readonly [K in WalkEvent['kind']]: number } = {
  received: 900,
  originated: 900,
  hook: 480,
  table: 300,
  skipped: 700,
  missed: 560,
  matched: 620,
  jumped: 520,
  returned: 420,
  policy: 420,
  verdict: 620,
  rewritten: 1200,
  marked: 800,
  conntrack: 800,
  nat: 800,
  routed: 800,
  logged: 900,
  reassembled: 900,
  fragmented: 900,
  sent: 1300,
  looped: 700,
  delivered: 1300,
  dropped: 1500,
  unknown: 1500,
};
const EMPTY_STEP = 700;

/** While playing, moves the playhead on after each event's time; stops at the end of the timeline. */
export function usePlayback(): void {
  const store = useAppStore();
  const playing = useApp((state) => state.playing);
  const playhead = useApp((state) => state.playhead);
  const speed = useApp((state) => state.speed);

  useEffect(() => {
    if (!playing) return;
    const event = selectEvent(store.getState());
    const dwell = (event === null ? EMPTY_STEP : DWELL[event.kind]) / speed;
    const timer = setTimeout(() => {
      if (store.getState().playhead !== playhead) return;
      if (!store.getState().moveByEvent(1)) store.getState().setPlaying(false);
    }, dwell);
    return () => clearTimeout(timer);
  }, [store, playing, playhead, speed]);
}
