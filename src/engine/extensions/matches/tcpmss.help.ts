/** What `iptables -m tcpmss -h` prints of the match. */
export const help = `tcpmss match options:
[!] --mss value[:value]\tMatch TCP MSS range.
\t\t\t\t(only valid for TCP SYN or SYN/ACK packets)
`;
