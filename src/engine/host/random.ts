/** PCG32 (O'Neill 2014, XSH-RR) over a 64-bit state kept as two uint32 halves: the same seed gives the same run everywhere. */
const MULTIPLIER_HIGH = 0x5851f42d;
const MULTIPLIER_LOW = 0x4c957f2d;
const INCREMENT_HIGH = 0x14057b7e;
const INCREMENT_LOW = 0xf767814f;

export function createRandom(seed: number): () => number {
  let high = 0;
  let low = 0;
  const step = (): void => {
    const product = multiplyLow(low, MULTIPLIER_LOW);
    const upper = (product.high + Math.imul(high, MULTIPLIER_LOW) + Math.imul(low, MULTIPLIER_HIGH)) >>> 0;
    const sum = product.low + INCREMENT_LOW;
    low = sum >>> 0;
    high = (upper + INCREMENT_HIGH + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  };
  step();
  const seeded = low + (seed >>> 0);
  low = seeded >>> 0;
  high = (high + Math.floor(seed / 0x100000000) + (seeded > 0xffffffff ? 1 : 0)) >>> 0;
  step();
  return () => {
    const [oldHigh, oldLow] = [high, low];
    step();
    const shiftedHigh = oldHigh ^ (oldHigh >>> 18);
    const shiftedLow = oldLow ^ ((oldLow >>> 18) | (oldHigh << 14));
    const word = ((shiftedLow >>> 27) | (shiftedHigh << 5)) >>> 0;
    const turn = oldHigh >>> 27;
    return ((word >>> turn) | (word << (-turn & 31))) >>> 0;
  };
}

/** The 64-bit product of two uint32. */
function multiplyLow(a: number, b: number): { readonly high: number; readonly low: number } {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const lowLow = aLow * bLow;
  const middle = aHigh * bLow + (lowLow >>> 16);
  const middleLow = (middle & 0xffff) + aLow * bHigh;
  return {
    low: (((middleLow & 0xffff) << 16) | (lowLow & 0xffff)) >>> 0,
    high: (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(middleLow / 0x10000)) >>> 0,
  };
}
