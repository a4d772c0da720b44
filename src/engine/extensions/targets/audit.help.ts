/** What `iptables -j AUDIT -h` prints of the target. */
export const help = `AUDIT target options
  --type TYPE\t\tAction type to be recorded.
`;
