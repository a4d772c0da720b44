/** What `iptables -j TEE -h` prints of the target. */
export const help = `TEE target options:
  --gateway IPADDR    Route packet via the gateway given by address
  --oif NAME          Include oif in route calculation

`;
