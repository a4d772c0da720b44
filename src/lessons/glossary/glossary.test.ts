import { expect, test } from 'vitest';
import { GLOSSARY } from './index.ts';

test('every term has an id of its own and is explained in both languages', () => {
  expect(new Set(GLOSSARY.map(({ id }) => id)).size).toBe(GLOSSARY.length);
  for (const { id, name, says } of GLOSSARY) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(name.en && name.zh, id).toBeTruthy();
    expect(says.en.length, id).toBeGreaterThan(20);
    expect(says.zh, id).toMatch(/\p{Script=Han}/u);
  }
});
