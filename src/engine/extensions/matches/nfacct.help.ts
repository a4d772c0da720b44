/** What `iptables -m nfacct -h` prints of the match. */
export const help = `nfacct match options:
 --nfacct-name STRING\t\tName of accouting area
`;
