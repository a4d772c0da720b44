/** What `iptables -m connmark -h` prints of the match. */
export const help = `connmark match options:
[!] --mark value[/mask]    Match ctmark value with optional mask
`;
