/** TCP flag bits by the names that scenarios and iptables use (RFC 9293 §3.1, RFC 3168). */
export const TCP_FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 } as const;
type FlagName = keyof typeof TCP_FLAGS;

const isFlag = (name: string): name is FlagName => Object.hasOwn(TCP_FLAGS, name);

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
  const order: readonly FlagName[] = ['SYN', 'FIN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];
  return order.filter((name) => bits & TCP_FLAGS[name]).join(',');
}
