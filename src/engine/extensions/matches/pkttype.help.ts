/** What `iptables -m pkttype -h` prints of the match. */
export const help = `pkttype match options:
[!] --pkt-type packettype    match packet type
Valid packet types:
\tunicast       \t\tto us
\tbroadcast     \t\tto all
\tmulticast     \t\tto group
\totherhost     \t\tto someone else

`;
