/** What `iptables -j SNAT -h` prints of the target. */
export const help = `SNAT target options:
 --to-source [<ipaddr>[-<ipaddr>]][:port[-port]]
\t\t\t\tAddress to map source to.
[--random] [--random-fully] [--persistent]
`;
