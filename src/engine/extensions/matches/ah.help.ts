/** What `iptables -m ah -h` prints of the match. */
export const help = `ah match options:
[!] --ahspi spi[:spi]
\t\t\t\tmatch spi (range)
`;
