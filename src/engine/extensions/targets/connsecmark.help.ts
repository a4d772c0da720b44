/** What `iptables -j CONNSECMARK -h` prints of the target. */
export const help = `CONNSECMARK target options:
  --save                   Copy security mark from packet to conntrack
  --restore                Copy security mark from connection to packet
`;
