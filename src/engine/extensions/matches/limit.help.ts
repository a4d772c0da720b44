/** What `iptables -m limit -h` prints of the match. */
export const help = `limit match options:
--limit avg\t\t\tmax average match rate: default 3/hour
                                [Packets per second unless followed by\x20
                                /sec /minute /hour /day postfixes]
--limit-burst number\t\tnumber to match in a burst, default 5
`;
