/** Characters of a condition that a row of a hook shows whole. */
const ROOM = 21;
const PORTS = /(?:(?:tcp|udp|udplite|sctp|dccp) )?\S*\b[ds]?pts?:\S+/;
const STATES = /(?:^| )(!?(?:NEW|REL|EST|INV|INVALID|UNTRACKED|SNAT|DNAT)(?:,[A-Z]+)*)(?= |$)/;

/** A condition too long for its row, its ports and states in front: they tell rules apart when the rest is cut. */
export function tellingFirst(brief: string): string {
  if (brief.length <= ROOM) return brief;
  const found = [PORTS.exec(brief)?.[0], STATES.exec(brief)?.[1]].filter((part) => part !== undefined && part !== '');
  const rest = found.reduce<string>((text, part) => text.replace(part ?? '', ''), brief);
  return [...found, ...rest.split(' ')].filter((part) => part !== '').join(' ');
}
