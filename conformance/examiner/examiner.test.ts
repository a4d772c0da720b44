import { describe, expect, it } from 'vitest';

import { examine } from './scenario.ts';
import { readStrings } from './reader.ts';

describe('the packet reader', () => {
  it('takes any bytes without throwing', () => {
    expect(readStrings(2000, 7, () => 0)).toEqual([]);
  });
});

describe('the examiner', () => {
  it('draws the same scenario from the same seed, and others from others', () => {
    expect(JSON.stringify(examine(3))).toBe(JSON.stringify(examine(3)));
    expect(JSON.stringify(examine(3))).not.toBe(JSON.stringify(examine(4)));
  });
});
