/** What `iptables -j TPROXY -h` prints of the target. */
export const help = `TPROXY target options:
  --on-port port\t\t    Redirect connection to port, or the original port if 0
  --on-ip ip\t\t\t    Optionally redirect to the given IP
  --tproxy-mark value[/mask]\t    Mark packets with the given value/mask

`;
