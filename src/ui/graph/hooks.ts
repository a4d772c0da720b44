import type { Hook } from '../../engine/index.ts';

/** In the order in which the kernel numbers them. */
export const HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];
