/** What `iptables -j IDLETIMER -h` prints of the target. */
export const help = `IDLETIMER target options:
 --timeout time\tTimeout until the notification is sent (in seconds)
 --label string\tUnique rule identifier
 --alarm\tUse alarm instead of default timer

`;
