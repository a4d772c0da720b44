import { useStore } from '@xyflow/react';

export type ZoomLevel = 'far' | 'middle' | 'near';

/** Hooks with counts from afar, their tables closer, rules closest. Rendered anew only when the level changes. */
export const useZoomLevel = (): ZoomLevel =>
  useStore(({ transform: [, , zoom] }) => {
    if (zoom < 0.4) return 'far';
    return zoom < 0.58 ? 'middle' : 'near';
  });
