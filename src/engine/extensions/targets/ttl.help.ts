/** What `iptables -j TTL -h` prints of the target. */
export const help = `TTL target options
  --ttl-set value\t\tSet TTL to <value 0-255>
  --ttl-dec value\t\tDecrement TTL by <value 1-255>
  --ttl-inc value\t\tIncrement TTL by <value 1-255>
`;
