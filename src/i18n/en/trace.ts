export const trace = {
  empty: 'Nothing walked in this step',
  emptyText: 'The step lets time pass or runs a command.',
  show: 'Show',
  walk: 'The walk',
  lines: 'TRACE lines',
  noLines: 'No packet was traced in this step',
  noLinesText: 'The kernel writes TRACE lines for packets that a rule marks: iptables -t raw -A PREROUTING -j TRACE',
  packet: 'Packet {{packet}}',
  label: 'The walk of step {{step}}, event by event',
} as const;
