import { ok, type Result } from '../model/index.ts';
import { usage, type UsageError } from './options.ts';

/** Class names that iptables 1.8.9 knows (RFC 2474, 2597, 3246), without regard to case. */
const CLASSES: Readonly<Record<string, number>> = {
  CS0: 0x00,
  CS1: 0x08,
  CS2: 0x10,
  CS3: 0x18,
  CS4: 0x20,
  CS5: 0x28,
  CS6: 0x30,
  CS7: 0x38,
  BE: 0x00,
  AF11: 0x0a,
  AF12: 0x0c,
  AF13: 0x0e,
  AF21: 0x12,
  AF22: 0x14,
  AF23: 0x16,
  AF31: 0x1a,
  AF32: 0x1c,
  AF33: 0x1e,
  AF41: 0x22,
  AF42: 0x24,
  AF43: 0x26,
  EF: 0x2e,
};

export const DSCP_MAX = 63;

export function parseDscpClass(text: string): Result<number, UsageError> {
  const value = CLASSES[text.toUpperCase()];
  return value === undefined ? usage(`Invalid DSCP value \`${text}'`) : ok(value);
}

export const dscpHex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;
