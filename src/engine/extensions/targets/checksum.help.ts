/** What `iptables -j CHECKSUM -h` prints of the target. */
export const help = `CHECKSUM target options
  --checksum-fill\t\t\tFill in packet checksum.
`;
