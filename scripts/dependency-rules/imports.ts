import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One import, re-export or `import()` in a file. */
export interface Import {
  /** The importing file, from the project's folder. */
  readonly from: string;
  readonly line: number;
  /** What is imported: a file from the project's folder, or the name of a package with its sub-path. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Whether nothing is left of it at run time. */
  readonly isTypeOnly: boolean;
}

/**
 * Reads what a module imports, types included.
 *
 * @param file its path from the project's folder; the ending tells the language.
 * @throws when the file cannot be parsed: an unread import must not pass for an allowed one.
 */
export function readImports(file: string, source: string): readonly Import[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (specifier: string, offset: number, isTypeOnly: boolean): void => {
    found.push({ from: file, line: lineAt(source, offset), ...resolve(file, specifier), isTypeOnly });
  };

  for (const { moduleRequest, start, entries } of module.staticImports) {
    add(moduleRequest.value, start, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { start, entries } of module.staticExports) {
    const from = entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    if (from)
      add(
        from.value,
        start,
        entries.every((entry) => entry.isType),
      );
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[2];
    if (literal !== undefined) add(literal, start, false);
  }
  return found;
}

function resolve(file: string, specifier: string): Pick<Import, 'to' | 'isPackage'> {
  if (!specifier.startsWith('.')) return { to: specifier, isPackage: true };
  const path = specifier.replace(/\?.*$/, '');
  return { to: posix.join(posix.dirname(file), path), isPackage: false };
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
