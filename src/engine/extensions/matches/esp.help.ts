/** What `iptables -m esp -h` prints of the match. */
export const help = `esp match options:
[!] --espspi spi[:spi]
\t\t\t\tmatch spi (range)
`;
