import { fileURLToPath } from 'node:url';

/** The project's folder, with a trailing separator. */
export const PROJECT = fileURLToPath(new URL('../', import.meta.url));

/** A path inside the project, absolute. */
export function inProject(path: string): string {
  return PROJECT + path;
}
