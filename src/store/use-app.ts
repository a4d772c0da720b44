import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState } from './app-state.ts';
import type { AppStore } from './app-store.ts';
import type { Engine } from './engine.ts';
import type { Library } from './library.ts';
import type { LibraryKeeper } from './library-keeper.ts';

export interface AppServices {
  readonly store: AppStore;
  readonly engine: Engine;
  /** Null where nothing is kept: an embedded page. */
  readonly library: { readonly shelf: Library; readonly keeper: LibraryKeeper } | null;
}

const Services = createContext<AppServices | null>(null);

export const AppProvider = Services.Provider;

function useServices(): AppServices {
  const services = useContext(Services);
  if (services === null) throw new Error('the page is not inside AppProvider');
  return services;
}

/** What a component shows, by a selector; it renders anew only when the selected value changes. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useServices().store, selector);
}

/** The store itself, for actions and for reading without rendering. */
export const useAppStore = (): AppStore => useServices().store;

/** The engine, for questions whose answers are not kept: forms, console, byte views. */
/** "My scenarios", and what keeps the open one among them. */
export const useLibrary = (): AppServices['library'] => useServices().library;

export const useEngine = (): Engine => useServices().engine;
