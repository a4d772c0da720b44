/** What `iptables -m ttl -h` prints of the match. */
export const help = `ttl match options:
[!] --ttl-eq value\tMatch time to live value
  --ttl-lt value\tMatch TTL < value
  --ttl-gt value\tMatch TTL > value
`;
