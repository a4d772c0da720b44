/** What `iptables -m cpu -h` prints of the match. */
export const help = `cpu match options:
[!] --cpu number   Match CPU number
`;
