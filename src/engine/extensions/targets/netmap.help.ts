/** What `iptables -j NETMAP -h` prints of the target. */
export const help = `NETMAP target options:
  --to address[/mask]
\t\t\t\tNetwork address to map to.

`;
