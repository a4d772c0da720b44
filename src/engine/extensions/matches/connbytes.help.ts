/** What `iptables -m connbytes -h` prints of the match. */
export const help = `connbytes match options:
 [!] --connbytes from:[to]
     --connbytes-dir [original, reply, both]
     --connbytes-mode [packets, bytes, avgpkt]
`;
