/** What `iptables -j DNAT -h` prints of the target. */
export const help = `DNAT target options:
 --to-destination [<ipaddr>[-<ipaddr>]][:port[-port[/port]]]
\t\t\t\tAddress to map destination to.
[--random] [--persistent]
`;
