/** What `iptables -m iprange -h` prints of the match. */
export const help = `iprange match options:
[!] --src-range ip[-ip]    Match source IP in the specified range
[!] --dst-range ip[-ip]    Match destination IP in the specified range
`;
