import { newId } from '../store/index.ts';

const TAB_KEY = 'chainwalk.tab';

/**
 * Name of this tab, kept over reloads. A duplicated tab inherits the name of its original: whoever finds the name locked takes a
 * new one, so that two tabs never save over each other.
 */
export async function ownTab(): Promise<string> {
  const remembered = attempt(() => sessionStorage.getItem(TAB_KEY));
  if (remembered !== null && (await hold(remembered))) return remembered;
  const fresh = newId();
  await hold(fresh);
  attempt(() => sessionStorage.setItem(TAB_KEY, fresh));
  return fresh;
}

/** Where cookies are blocked even naming the storage throws: then the name lasts until the reload. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/** Takes the lock of a name until the page is closed; false if another tab has it. */
function hold(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`chainwalk.tab.${name}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => {});
    });
  });
}
