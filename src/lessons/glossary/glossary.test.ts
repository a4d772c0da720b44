import { expect, test } from 'vitest';
import { GLOSSARY } from './index.ts';

test('every term has an id of its own and is explained in both languages', () => {
  expect(new Set(GLOSSARY.map(({ id }) => id)).size).toBe(GLOSSARY.length);
  for (const { id, name, says } of GLOSSARY) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(name.en && name.zh, `of ${id}`).toBeTruthy();
    expect(says.en.length, `of ${id}`).toBeGreaterThan(20);
    expect(says.zh, `of ${id}`).toMatch(/\p{Script=Han}/u);
  }
});
