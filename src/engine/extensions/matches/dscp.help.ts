/** What `iptables -m dscp -h` prints of the match. */
export const help = `dscp match options
[!] --dscp value\t\tMatch DSCP codepoint with numerical value
  \t\t                This value can be in decimal (ex: 32)
               \t\tor in hex (ex: 0x20)
[!] --dscp-class name\t\tMatch the DiffServ class. This value may
\t\t\t\tbe any of the BE,EF, AFxx or CSx classes

\t\t\t\tThese two options are mutually exclusive !
`;
