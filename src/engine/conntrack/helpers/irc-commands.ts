/** What a DCC command announces: `from` and `length` are the stretch that holds address and port. */
export interface DccAnnouncement {
  /** As the command writes it: a uint32. */
  readonly address: number;
  readonly port: number;
  readonly from: number;
  readonly length: number;
}

const MESSAGE = 'PRIVMSG ';
const KINDS = ['SEND ', 'CHAT ', 'MOVE ', 'TSEND ', 'SCHAT '];
const SHORTEST_LINE = 10;
/** ` :\x01DCC SENT t AAAAAAAA P\x01\n` */
const SHORTEST_COMMAND = 26;
/** `AAAAAAAA P\x01\n` */
const SHORTEST_END = 12;

/** The DCC command of an IRC line, one reading for each kind of command whose name stands there (help in nf_conntrack_irc). */
export function readDcc(line: string): readonly DccAnnouncement[] {
  const limit = line.length;
  let at = 0;
  while (at < limit - SHORTEST_LINE && /[ \r\n]/.test(line.charAt(at))) at += 1;
  if (at < limit - SHORTEST_LINE) {
    if (line.slice(at, at + MESSAGE.length).toUpperCase() !== MESSAGE) return [];
    at += MESSAGE.length;
  }
  while (at < limit - SHORTEST_COMMAND && !line.startsWith(' :', at)) at += 1;
  if (at >= limit - SHORTEST_COMMAND) return [];
  at += 2;
  if (!line.startsWith('\x01DCC ', at)) return [];
  at += 5;
  const kind = KINDS.find((name) => line.startsWith(name, at));
  const found = kind === undefined ? null : readEnds(line, at + kind.length);
  return found === null ? [] : [found];
}

/** parse_dcc: an argument, the address as one number, the port. */
function readEnds(line: string, start: number): DccAnnouncement | null {
  const limit = line.length;
  let from = start;
  while (line.charAt(from) !== ' ') {
    from += 1;
    if (from > limit - SHORTEST_END) return null;
  }
  from += 1;
  if (!line.includes('\n', from)) return null;
  const digits = /\d*/y;
  const number = (at: number): { readonly value: number; readonly end: number } => {
    digits.lastIndex = at;
    const text = digits.exec(line)?.[0] ?? '';
    return { value: Number(BigInt.asUintN(32, BigInt(text === '' ? 0 : text))), end: at + text.length };
  };
  const address = number(from);
  let next = address.end;
  while (line.charAt(next) === ' ') next += 1;
  const port = number(next);
  return { address: address.value, port: port.value & 0xffff, from, length: port.end - from };
}
