/** What `iptables -m policy -h` prints of the match. */
export const help = `policy match options:
  --dir in|out\t\t\tmatch policy applied during decapsulation/
\t\t\t\tpolicy to be applied during encapsulation
  --pol none|ipsec\t\tmatch policy
  --strict \t\t\tmatch entire policy instead of single element
\t\t\t\tat any position
These options may be used repeatedly, to describe policy elements:
[!] --reqid reqid\t\tmatch reqid
[!] --spi spi\t\t\tmatch SPI
[!] --proto proto\t\tmatch protocol (ah/esp/ipcomp)
[!] --mode mode \t\tmatch mode (transport/tunnel)
[!] --tunnel-src addr/mask\tmatch tunnel source
[!] --tunnel-dst addr/mask\tmatch tunnel destination
  --next \t\t\tbegin next element in policy
`;
