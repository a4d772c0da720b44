/** What `iptables -j NFLOG -h` prints of the target. */
export const help = `NFLOG target options:
 --nflog-group NUM\t\tNETLINK group used for logging
 --nflog-range NUM\t\tThis option has no effect, use --nflog-size
 --nflog-size NUM\t\tNumber of bytes to copy
 --nflog-threshold NUM\t\tMessage threshold of in-kernel queue
 --nflog-prefix STRING\t\tPrefix string for log messages
`;
