/** What `iptables -j DSCP -h` prints of the target. */
export const help = `DSCP target options
  --set-dscp value\t\tSet DSCP field in packet header to value
  \t\t                This value can be in decimal (ex: 32)
               \t\tor in hex (ex: 0x20)
  --set-dscp-class class\tSet the DSCP field in packet header to the
\t\t\t\tvalue represented by the DiffServ class value.
\t\t\t\tThis class may be EF,BE or any of the CSxx
\t\t\t\tor AFxx classes.

\t\t\t\tThese two options are mutually exclusive !
`;
