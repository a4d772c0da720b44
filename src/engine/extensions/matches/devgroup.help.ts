/** What `iptables -m devgroup -h` prints of the match. */
export const help = `devgroup match options:
[!] --src-group value[/mask]\tMatch device group of incoming device
[!] --dst-group value[/mask]\tMatch device group of outgoing device
`;
