/** What `iptables -m realm -h` prints of the match. */
export const help = `realm match options:
[!] --realm value[/mask]
\t\t\t\tMatch realm
`;
