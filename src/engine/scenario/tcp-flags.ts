import { TCP_FLAGS } from '../net/index.ts';
import type { TcpFlag } from '../net/index.ts';

const isFlag = (name: string): name is TcpFlag => Object.hasOwn(TCP_FLAGS, name);

/** 'SYN,ACK' → bits; '' and 'NONE' are no flag; null if a name is unknown. */
export function parseFlags(text: string): number | null {
  if (text === '' || text === 'NONE') return 0;
  let bits = 0;
  for (const word of text.split(',')) {
    const name = word.trim().toUpperCase();
    if (!isFlag(name)) return null;
    bits |= TCP_FLAGS[name];
  }
  return bits;
}

/** Bits → 'SYN,ACK', in the order in which they are usually said. */
export function formatFlags(bits: number): string {
  const order: readonly TcpFlag[] = ['SYN', 'FIN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];
  return order.filter((name) => bits & TCP_FLAGS[name]).join(',');
}
