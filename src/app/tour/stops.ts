import type { AppStore } from '../../store/index.ts';

export interface Stop {
  readonly id: 'graph' | 'transport' | 'timeline' | 'side' | 'drawer' | 'share';
  /** What it is about, by its `data-tour`. */
  readonly target: string;
  /** Brings it into sight: on a phone one part is shown at a time. */
  readonly show: (store: AppStore) => void;
}

const onPhone = (tab: 'timeline' | 'graph' | 'panels') => (store: AppStore) => store.getState().setMobileTab(tab);

/** In the order in which someone new would use them. */
export const STOPS: readonly Stop[] = [
  { id: 'graph', target: 'graph', show: onPhone('graph') },
  { id: 'transport', target: 'transport', show: onPhone('graph') },
  { id: 'timeline', target: 'timeline', show: onPhone('timeline') },
  {
    id: 'side',
    target: 'side',
    show: (store) => {
      onPhone('panels')(store);
      store.getState().setMobilePanels('side');
    },
  },
  {
    id: 'drawer',
    target: 'drawer',
    show: (store) => {
      onPhone('panels')(store);
      store.getState().setMobilePanels('drawer');
      store.getState().setDrawerOpen(true);
    },
  },
  { id: 'share', target: 'share', show: onPhone('graph') },
];
