/** What `iptables -j HMARK -h` prints of the target. */
export const help = `HMARK target options, i.e. modify hash calculation by:
  --hmark-tuple [src|dst|sport|dport|spi|proto|ct][,...]
  --hmark-mod value\t\t    nfmark modulus value
  --hmark-offset value\t\t    Last action add value to nfmark

  --hmark-rnd\t\t\t    Random see for hashing
 Alternatively, fine tuning of what will be included in hash calculation
  --hmark-src-prefix length\t    Source address mask CIDR prefix
  --hmark-dst-prefix length\t    Dest address mask CIDR prefix
  --hmark-sport-mask value\t    Mask src port with value
  --hmark-dport-mask value\t    Mask dst port with value
  --hmark-spi-mask value\t    For esp and ah AND spi with value
  --hmark-sport value\t\t    OR src port with value
  --hmark-dport value\t\t    OR dst port with value
  --hmark-spi value\t\t    For esp and ah OR spi with value
  --hmark-proto-mask value\t    Mask Protocol with value
`;
