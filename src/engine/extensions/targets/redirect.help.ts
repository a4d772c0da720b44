/** What `iptables -j REDIRECT -h` prints of the target. */
export const help = `REDIRECT target options:
 --to-ports <port>[-<port>]
\t\t\t\tPort (range) to map to.
 [--random]
`;
