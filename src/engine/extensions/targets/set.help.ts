/** What `iptables -j SET -h` prints of the target. */
export const help = `SET target options:
 --add-set name flags [--exist] [--timeout n]
 --del-set name flags
 --map-set name flags [--map-mark] [--map-prio] [--map-queue]
\t\tadd/del src/dst IP/port from/to named sets,
\t\twhere flags are the comma separated list of
\t\t'src' and 'dst' specifications.
`;
