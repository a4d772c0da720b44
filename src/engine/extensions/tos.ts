import type { Masked } from './options.ts';

const NAMES: Readonly<Record<number, string>> = {
  0x10: 'Minimize-Delay',
  0x08: 'Maximize-Throughput',
  0x04: 'Maximize-Reliability',
  0x02: 'Minimize-Cost',
  0x00: 'Normal-Service',
};

/** 0x0f: two digits. */
export const tosHex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

export const tosMasked = ({ value, mask }: Masked): string => `${tosHex(value)}/${tosHex(mask)}`;

/** Name that the value has under the mask of names, else null (tos_try_print_symbolic). */
export const tosName = ({ value, mask }: Masked): string | null => (mask === 0x3f ? (NAMES[value] ?? null) : null);
