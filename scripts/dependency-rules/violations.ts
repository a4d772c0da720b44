import type { Import } from './imports.ts';
import type { Room } from './rooms.ts';

/** A broken rule: where, what is wrong, and what to do about it. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly fault: string;
  readonly advice: string;
}

/**
 * Holds imports against the rooms' rules.
 *
 * @param files every file of the project's source, from the project's folder.
 */
export function findViolations(
  imports: readonly Import[],
  rooms: readonly Room[],
  files: ReadonlySet<string>,
): readonly Violation[] {
  return imports.flatMap((found) => {
    const [fault, advice] = judge(found, rooms, files) ?? [];
    if (fault === undefined || advice === undefined) return [];
    return [{ file: found.from, line: found.line, fault, advice }];
  });
}

type Judgement = readonly [fault: string, advice: string];

function judge(found: Import, rooms: readonly Room[], files: ReadonlySet<string>): Judgement | null {
  const room = rooms.find(({ files: members }) => members.test(found.from));
  if (room === undefined) return [`${found.from} is in no room`, 'Give the folder its line in rooms.ts.'];
  if (found.isPackage) return judgePackage(found, room);
  return judgeExistence(found, files) ?? judgeRoom(found, room) ?? judgeDoor(found, files);
}

function judgePackage({ to }: Import, { name, packages, why }: Room): Judgement | null {
  const isAllowed = packages === undefined || packages.some((allowed) => allowed.test(to));
  return isAllowed ? null : [`${name} must not import the package ${to}`, why];
}

function judgeExistence({ to }: Import, files: ReadonlySet<string>): Judgement | null {
  return files.has(to) ? null : [`${to} does not exist`, 'Imports carry the full name of the file, with its ending.'];
}

function judgeRoom({ to, isTypeOnly }: Import, room: Room): Judgement | null {
  const { name, files, may, types = [], why } = room;
  if ([files, ...may].some((allowed) => allowed.test(to))) return null;
  if (!types.some((allowed) => allowed.test(to))) return [`${name} must not import ${to}`, why];
  return isTypeOnly ? null : [`${name} may take only types from ${to}: use \`import type\``, why];
}

/** A folder with an index.ts is entered through it, by all that stand outside the folder. */
function judgeDoor({ from, to }: Import, files: ReadonlySet<string>): Judgement | null {
  const folder = /^src\/(engine\/)?[^/]+\//.exec(to)?.[0];
  if (folder === undefined || from.startsWith(folder)) return null;
  const door = `${folder}index.ts`;
  if (to === door || !files.has(door)) return null;
  return [`${to} is inside a room that has an index.ts`, `Import from ${door}, and export there what is missing.`];
}
