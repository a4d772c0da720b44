/** What `iptables -h` answers here: the commands and options in short. */
export const HELP = `iptables v1.8.9 (legacy)

Usage: iptables -[ACD] chain rule-specification [options]
       iptables -I chain [rulenum] rule-specification [options]
       iptables -R chain rulenum rule-specification [options]
       iptables -D chain rulenum [options]
       iptables -[LS] [chain [rulenum]] [options]
       iptables -[FZ] [chain] [options]
       iptables -[NX] chain
       iptables -E old-chain-name new-chain-name
       iptables -P chain target [options]

Rules: [!] -s address[/mask]  [!] -d address[/mask]  [!] -i device[+]  [!] -o device[+]  [!] -p protocol
       [!] -f  -m match  -j target  -g chain  -c packets bytes
Options: -t table  -n  -v  -x  --line-numbers  -w [seconds]  -V  -h
`;
