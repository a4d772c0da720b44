import type { Machine } from '../engine/index.ts';
import type { Files } from './command.ts';

const unlines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Files of a machine: those that commands wrote, and what the kernel shows under /proc. */
export function machineFiles(machine: Machine): Files {
  const shown: Readonly<Record<string, () => string>> = {
    '/proc/net/ip_tables_names': () => unlines([...machine.host.ruleset.keys()]),
  };
  return {
    read: (path) => machine.files.get(path) ?? (Object.hasOwn(shown, path) ? (shown[path]?.() ?? null) : null),
    write(path, text, append) {
      if (path.startsWith('/proc/')) return 'Permission denied';
      if (path === '/dev/null') return null;
      machine.files.set(path, (append ? (machine.files.get(path) ?? '') : '') + text);
      return null;
    },
    list: () => [...machine.files.keys(), ...Object.keys(shown)],
  };
}
