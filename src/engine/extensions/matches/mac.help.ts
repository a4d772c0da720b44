/** What `iptables -m mac -h` prints of the match. */
export const help = `mac match options:
[!] --mac-source XX:XX:XX:XX:XX:XX
\t\t\t\tMatch source MAC address
`;
