/** What `iptables -m statistic -h` prints of the match. */
export const help = `statistic match options:
 --mode mode                    Match mode (random, nth)
 random mode:
[!] --probability p\t\t Probability
 nth mode:
[!] --every n\t\t\t Match every nth packet
 --packet p\t\t\t Initial counter value (0 <= p <= n-1, default 0)
`;
