/** What `iptables -j ECN -h` prints of the target. */
export const help = `ECN target options
  --ecn-tcp-remove\t\tRemove all ECN bits from TCP header
`;
