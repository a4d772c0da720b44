/** What `iptables -m ecn -h` prints of the match. */
export const help = `ECN match options
[!] --ecn-tcp-cwr \t\tMatch CWR bit of TCP header
[!] --ecn-tcp-ece\t\tMatch ECE bit of TCP header
[!] --ecn-ip-ect [0..3]\tMatch ECN codepoint in IPv4/IPv6 header
`;
