/** What `iptables -m physdev -h` prints of the match. */
export const help = `physdev match options:
 [!] --physdev-in inputname[+]\t\tbridge port name ([+] for wildcard)
 [!] --physdev-out outputname[+]\tbridge port name ([+] for wildcard)
 [!] --physdev-is-in\t\t\tarrived on a bridge device
 [!] --physdev-is-out\t\t\twill leave on a bridge device
 [!] --physdev-is-bridged\t\tit's a bridged packet
`;
