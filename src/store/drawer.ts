/** The part of Storage that is used; one that throws (private windows, full disks) is as good as an empty one. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const NO_STORAGE: Drawer = { getItem: () => null, setItem: () => {}, removeItem: () => {}, key: () => null, length: 0 };

/** The browser's storage. Where cookies are blocked even naming it throws: then nothing is kept. */
export function browserStorage(): Drawer {
  try {
    return localStorage;
  } catch {
    return NO_STORAGE;
  }
}
