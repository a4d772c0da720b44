/** What `iptables -m helper -h` prints of the match. */
export const help = `helper match options:
[!] --helper string        Match helper identified by string
`;
