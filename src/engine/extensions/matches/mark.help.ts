/** What `iptables -m mark -h` prints of the match. */
export const help = `mark match options:
[!] --mark value[/mask]    Match nfmark value with optional mask
`;
