/** What `iptables -m state -h` prints of the match. */
export const help = `state match options:
 [!] --state [INVALID|ESTABLISHED|NEW|RELATED|UNTRACKED][,...]
\t\t\t\tState(s) to match
`;
