import type * as Share from '../share/index.ts';

let loading: Promise<typeof Share> | undefined;

/** What makes and opens links, loaded when the first one is met. The same promise every time, so a component may wait for it. */
export const loadShare = (): Promise<typeof Share> => (loading ??= import('../share/index.ts'));
