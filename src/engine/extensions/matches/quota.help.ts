/** What `iptables -m quota -h` prints of the match. */
export const help = `quota match options:
[!] --quota quota\t\tquota (bytes)
`;
