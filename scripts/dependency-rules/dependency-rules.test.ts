import { expect, test } from 'vitest';
import { findCycles } from './cycles.ts';
import { readImports } from './imports.ts';
import { ROOMS } from './rooms.ts';
import { findViolations } from './violations.ts';

const FILES = new Set([
  'src/engine/index.ts',
  'src/engine/net/index.ts',
  'src/engine/net/ipv4.ts',
  'src/engine/host/walk.ts',
  'src/ui/graph/Graph.tsx',
  'src/store/index.ts',
  'src/store/view-slice.ts',
]);

function faultsOf(file: string, source: string): readonly string[] {
  return findViolations(readImports(file, source), ROOMS, FILES).map(({ fault }) => fault);
}

test('a lower room cannot import a higher one', () => {
  expect(faultsOf('src/engine/net/ipv4.ts', "import { walk } from '../host/walk.ts';")).toEqual([
    'net must not import src/engine/host/walk.ts',
  ]);
});

test('components may take types from the engine, and nothing that runs', () => {
  const file = 'src/ui/graph/Graph.tsx';
  expect(faultsOf(file, "import type { Hook } from '../../engine/index.ts';")).toEqual([]);
  expect(faultsOf(file, "import { type Hook, walk } from '../../engine/index.ts';")).toEqual([
    'ui may take only types from src/engine/index.ts: use `import type`',
  ]);
});

test('re-exports and import() count as imports', () => {
  const file = 'src/engine/net/ipv4.ts';
  expect(faultsOf(file, "export * from '../host/walk.ts';")).toHaveLength(1);
  expect(faultsOf(file, "const walk = await import('../host/walk.ts');")).toHaveLength(1);
});

test('a room with an index is entered through it', () => {
  const file = 'src/ui/graph/Graph.tsx';
  expect(faultsOf(file, "import { useApp } from '../../store/index.ts';")).toEqual([]);
  expect(faultsOf(file, "import { useApp } from '../../store/view-slice.ts';")).toEqual([
    'src/store/view-slice.ts is inside a room that has an index.ts',
  ]);
});

test('the engine imports neither Node nor packages', () => {
  expect(faultsOf('src/engine/host/walk.ts', "import { readFileSync } from 'node:fs';")).toHaveLength(1);
  expect(faultsOf('src/engine/host/walk.ts', "import React from 'react';")).toHaveLength(1);
});

test('an import that leads nowhere, or from no room, is a fault', () => {
  expect(faultsOf('src/store/index.ts', "import { x } from './gone.ts';")).toEqual([
    'src/store/gone.ts does not exist',
  ]);
  expect(faultsOf('src/attic/a.ts', "import { x } from './b.ts';")).toEqual(['src/attic/a.ts is in no room']);
});

test('cycles are found, through types too', () => {
  const imports = [
    ...readImports('src/a.ts', "import { b } from './b.ts';"),
    ...readImports('src/b.ts', "import type { C } from './c.ts';"),
    ...readImports('src/c.ts', "export { a } from './a.ts';"),
    ...readImports('src/d.ts', "import { a } from './a.ts';"),
  ];
  expect(findCycles(imports)).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/a.ts']]);
});
