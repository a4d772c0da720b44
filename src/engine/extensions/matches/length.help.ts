/** What `iptables -m length -h` prints of the match. */
export const help = `length match options:
[!] --length length[:length]    Match packet length against value or range
                                of values (inclusive)
`;
