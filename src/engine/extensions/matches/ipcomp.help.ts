/** What `iptables -m ipcomp -h` prints of the match. */
export const help = `comp match options:
[!] --ipcompspi spi[:spi]
\t\t\t\tmatch spi (range)
`;
