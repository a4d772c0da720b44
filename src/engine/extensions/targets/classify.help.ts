/** What `iptables -j CLASSIFY -h` prints of the target. */
export const help = `CLASSIFY target options:
--set-class MAJOR:MINOR    Set skb->priority value (always hexadecimal!)
`;
