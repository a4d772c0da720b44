/** What each extension and verdict is for, in a sentence; an option without a text falls back on its extension's. */
export const extensions = {
  addrtype: {
    about: 'What kind of address source or destination is for this host: its own (LOCAL), a broadcast, multicast…',
    options: {
      'src-type': 'Kinds the source address may be of.',
      'dst-type': 'Kinds the destination may be of; LOCAL is one of this host’s own addresses.',
      'limit-iface-in': 'Looks only at addresses of the interface the packet came in by.',
      'limit-iface-out': 'Looks only at addresses of the interface it leaves by.',
    },
  },
  ah: {
    about: 'The SPI of an IPsec authentication header.',
    options: {
      ahspi: 'One SPI, or a range from:to.',
    },
  },
  bpf: {
    about: 'A classic BPF program decides.',
  },
  cgroup: {
    about: 'The control group of the process that owns the sending or receiving socket.',
  },
  cluster: {
    about: 'Shares packets out among the nodes of a cluster by a hash of the source.',
  },
  comment: {
    about: 'A note for people. It always matches.',
    options: {
      comment: 'Up to 255 characters; iptables-save keeps it.',
    },
  },
  connbytes: {
    about: 'How many packets or bytes the connection has carried so far. Needs accounting to be on.',
    options: {
      connbytes: 'A range from:to; nothing after the colon means without upper end.',
      'connbytes-dir': 'Which direction counts: original, reply or both.',
      'connbytes-mode': 'Counts packets, bytes, or the average size of a packet.',
    },
  },
  connlabel: {
    about: 'A label that was put on the connection.',
  },
  connlimit: {
    about: 'How many connections one address, or one network, has open at the moment.',
    options: {
      'connlimit-upto': 'Matches while there are no more than this many.',
      'connlimit-above': 'Matches once there are more than this many.',
      'connlimit-mask': 'Prefix length: addresses of one such network count together.',
      'connlimit-saddr': 'Counts by source address (the usual way).',
      'connlimit-daddr': 'Counts by destination address.',
    },
  },
  connmark: {
    about: 'The mark on the connection, shared by all its packets.',
    options: {
      mark: 'value or value/mask: the bits in the mask must be equal.',
    },
  },
  conntrack: {
    about:
      'What connection tracking says of the packet: new, part of a known connection, related, invalid; and details of the entry.',
    options: {
      ctstate:
        'NEW opens a connection; ESTABLISHED belongs to one that was answered; RELATED was caused by one (an ICMP error, FTP data); INVALID fits none; UNTRACKED was exempted. SNAT and DNAT: the connection is translated.',
      ctproto: 'Protocol of the connection.',
      ctorigsrc: 'Source of the first packet, before NAT.',
      ctorigdst: 'Destination of the first packet, before NAT: finds what DNAT has sent on.',
      ctreplsrc: 'Source that answers come from.',
      ctrepldst: 'Destination that answers go to.',
      ctstatus: 'Has it been EXPECTED, has it SEEN_REPLY, is it ASSURED, CONFIRMED?',
      ctexpire: 'Seconds left until the entry expires.',
      ctdir: 'Direction of this packet within the connection: ORIGINAL or REPLY.',
    },
  },
  cpu: {
    about: 'The processor that handles the packet.',
  },
  dccp: {
    about: 'Ports, packet types and options of DCCP.',
  },
  devgroup: {
    about: 'The group an interface belongs to (ip link set … group).',
  },
  dscp: {
    about: 'The six DSCP bits of the IP header: the packet’s service class.',
    options: {
      dscp: 'The value, 0 to 63.',
      'dscp-class': 'The class by name: EF, AF11, CS1…',
    },
  },
  ecn: {
    about: 'Congestion notification bits in the IP and TCP headers.',
  },
  esp: {
    about: 'The SPI of an encrypted IPsec packet.',
    options: {
      espspi: 'One SPI, or a range from:to.',
    },
  },
  hashlimit: {
    about: 'Like limit, but with a bucket of its own for every address or port.',
    options: {
      'hashlimit-upto': 'Matches while the rate is no higher: 10/sec, 512kb/s.',
      'hashlimit-above': 'Matches once the rate is higher.',
      'hashlimit-burst': 'How many packets may come at once before the rate counts.',
      'hashlimit-mode': 'What tells buckets apart: srcip, dstip, srcport, dstport.',
      'hashlimit-name': 'Name of the table of buckets; rules with the same name share it.',
      'hashlimit-srcmask': 'Source addresses of one network of this length share a bucket.',
      'hashlimit-dstmask': 'Destinations of one network of this length share a bucket.',
      'hashlimit-htable-expire': 'Milliseconds after which an unused bucket is forgotten.',
      'hashlimit-htable-max': 'Buckets that the table holds at most.',
    },
  },
  helper: {
    about: 'The packet is related to a connection that this helper watches (ftp, tftp…).',
    options: {
      helper: 'Name of the helper: ftp, or ftp-2121 for another port.',
    },
  },
  icmp: {
    about: 'Type and code of an ICMP message.',
    options: {
      'icmp-type': 'A name (echo-request), a number, or type/code.',
    },
  },
  ipcomp: {
    about: 'The CPI of a compressed IP payload.',
  },
  iprange: {
    about: 'Source or destination lies between two addresses.',
    options: {
      'src-range': 'First-last source address, both included.',
      'dst-range': 'First-last destination address, both included.',
    },
  },
  ipvs: {
    about: 'The packet belongs to a virtual service of IPVS.',
  },
  length: {
    about: 'Length of the whole IP datagram, header included.',
    options: {
      length: 'Bytes, or a range from:to.',
    },
  },
  limit: {
    about:
      'A token bucket: matches while there is a token, one for each packet; tokens come back at the given rate. One bucket for all packets.',
    options: {
      limit: 'How fast tokens come back: 5/min, 1/sec (3/hour without this option).',
      'limit-burst': 'How many tokens the bucket holds, so how many packets may come at once (5 without this option).',
    },
  },
  mac: {
    about: 'The Ethernet source address. Only packets that came in by an Ethernet device have one.',
    options: {
      'mac-source': 'XX:XX:XX:XX:XX:XX',
    },
  },
  mark: {
    about: 'The mark on the packet (nfmark), which a rule of mangle or raw has set.',
    options: {
      mark: 'value or value/mask: the bits in the mask must be equal.',
    },
  },
  multiport: {
    about: 'Up to 15 ports or ranges in one rule.',
    options: {
      'source-ports': 'Source ports: 53,1024:65535.',
      'destination-ports': 'Destination ports: 80,443,8000:8080.',
      ports: 'Either the source or the destination port is one of these.',
    },
  },
  nfacct: {
    about: 'Counts what matches in a named accounting object.',
  },
  osf: {
    about: 'Guesses the sender’s operating system from its SYN.',
  },
  owner: {
    about: 'The local process that sent it: works in OUTPUT and POSTROUTING only, for the host’s own packets.',
    options: {
      'uid-owner': 'User name or number, or a range.',
      'gid-owner': 'Group name or number, or a range.',
      'socket-exists': 'It has a socket at all.',
    },
  },
  physdev: {
    about: 'The bridge port by which a bridged packet came or leaves.',
  },
  pkttype: {
    about: 'How the frame was addressed: to this host, broadcast or multicast.',
  },
  policy: {
    about: 'The IPsec policy that was, or will be, applied.',
  },
  quota: {
    about: 'Matches until so many bytes have passed, then never again.',
    options: {
      quota: 'Bytes.',
    },
  },
  rateest: {
    about: 'Compares a rate that RATEEST has estimated.',
  },
  realm: {
    about: 'The realm of the route that was chosen.',
  },
  recent: {
    about: 'A list of addresses seen lately, with times: the tool against repeated attempts.',
    options: {
      set: 'Puts the address on the list, or renews it.',
      rcheck: 'Is the address on the list?',
      update: 'Like rcheck, and notes this time too if it matches.',
      remove: 'Takes the address off the list.',
      seconds: 'Counts only the last so many seconds.',
      hitcount: 'It must have been seen at least so many times.',
      name: 'Name of the list (DEFAULT without).',
      rsource: 'Keeps source addresses (the usual way).',
      rdest: 'Keeps destination addresses.',
      rttl: 'The TTL must be the same as well, against forged sources.',
      reap: 'Removes addresses older than --seconds on the way.',
      mask: 'Addresses of one network of this mask count as one.',
    },
  },
  rpfilter: {
    about: 'The answer to this packet would leave by the interface it came in by: an honest source.',
    options: {
      loose: 'Any interface will do, if there is a way back at all.',
      invert: 'Matches what fails the test.',
    },
  },
  sctp: {
    about: 'Ports and chunk types of SCTP.',
  },
  set: {
    about: 'The packet’s address or port is in an ipset.',
    options: {
      'match-set': 'Name of the set, and which part to look up: src, dst, or src,dst for two dimensions.',
    },
  },
  socket: {
    about: 'There is a socket of this host that the packet belongs to.',
  },
  state: {
    about: 'The older, shorter form of conntrack --ctstate.',
    options: {
      state:
        'NEW opens a connection; ESTABLISHED belongs to one; RELATED was caused by one; INVALID fits none; UNTRACKED was exempted.',
    },
  },
  statistic: {
    about: 'Every n-th packet, or a share of them by chance: for load sharing and tests.',
    options: {
      mode: 'random draws for each packet; nth counts them.',
      probability: 'Share of packets that match, 0 to 1.',
      every: 'One packet of so many matches.',
      packet: 'Which of them, counted from 0.',
    },
  },
  string: {
    about: 'The payload contains a text. It sees one packet at a time, and nothing that is encrypted.',
    options: {
      string: 'The text to look for.',
      'hex-string': 'The same with bytes in hexadecimal between bars: |0d 0a|.',
      algo: 'Search method, bm or kmp: both find the same.',
      from: 'First byte of the datagram to look at.',
      to: 'Last byte to look at.',
      icase: 'Capitals and small letters are the same.',
    },
  },
  tcp: {
    about: 'Ports, flags and options of a TCP segment.',
    options: {
      'source-port': 'A port, a service name, or a range from:to.',
      'destination-port': 'A port, a service name, or a range from:to.',
      syn: 'SYN set; ACK, RST and FIN not: a segment that opens a connection.',
      'tcp-flags': 'Two lists: of the flags in the first, exactly those in the second are set.',
      'tcp-option': 'The header has an option with this number.',
    },
  },
  tcpmss: {
    about: 'The segment size announced in a SYN.',
    options: {
      mss: 'A value, or a range from:to.',
    },
  },
  time: {
    about: 'Time of day, weekday or date. In UTC unless --kerneltz.',
    options: {
      timestart: 'From this time of day, hh:mm[:ss].',
      timestop: 'Until this time of day.',
      weekdays: 'Mon,Tue,… or 1,2,…',
      datestart: 'From this date: YYYY-MM-DD[Thh:mm[:ss]].',
      datestop: 'Until this date.',
    },
  },
  tos: {
    about: 'The TOS byte of the IP header.',
    options: {
      tos: 'A value with an optional mask, or a name (Minimize-Delay).',
    },
  },
  ttl: {
    about: 'The time to live: how many routers it may still pass.',
    options: {
      'ttl-eq': 'Exactly this.',
      'ttl-lt': 'Less than this.',
      'ttl-gt': 'More than this.',
    },
  },
  u32: {
    about: 'Compares any four bytes of the packet, by position.',
  },
  udp: {
    about: 'Ports of a UDP datagram.',
    options: {
      'source-port': 'A port, a service name, or a range from:to.',
      'destination-port': 'A port, a service name, or a range from:to.',
    },
  },
  AUDIT: {
    about: 'Writes a record for the audit system; the packet goes on.',
  },
  CHECKSUM: {
    about: 'Fills in a checksum that was left to the network card.',
  },
  CLASSIFY: {
    about: 'Sets the class for traffic shaping (tc); the packet goes on.',
    options: {
      'set-class': 'major:minor, in hexadecimal.',
    },
  },
  CLUSTERIP: {
    about: 'Several nodes share one address. Removed from recent kernels.',
  },
  CONNMARK: {
    about: 'Sets the mark of the connection, or copies it to or from the packet; the packet goes on.',
    options: {
      'set-mark': 'value or value/mask.',
      'set-xmark': 'Clears the bits of the mask, then XORs the value in.',
      'save-mark': 'Copies the packet’s mark to the connection.',
      'restore-mark': 'Copies the connection’s mark to the packet: so that all its packets are routed alike.',
    },
  },
  CONNSECMARK: {
    about: 'Copies a security mark between packet and connection.',
  },
  CT: {
    about:
      'Decides how the packet will be tracked: not at all, in a zone, with a helper. Only in raw, before tracking.',
    options: {
      notrack: 'No connection tracking for it: its state is UNTRACKED.',
      helper: 'Watches the connection for others it announces: ftp, tftp…',
      zone: 'Zones keep connections apart that use the same addresses.',
      timeout: 'Name of a timeout policy.',
    },
  },
  DNAT: {
    about:
      'Changes the destination, of the first packet and with it of the whole connection; answers are changed back. Before routing.',
    options: {
      'to-destination': 'Address, address-address, with :port or :port-port.',
      random: 'The port is chosen by chance.',
      persistent: 'One client always gets the same address of a range.',
    },
  },
  DSCP: {
    about: 'Sets the DSCP bits; the packet goes on.',
  },
  ECN: {
    about: 'Removes congestion notification bits from TCP; the packet goes on.',
  },
  HMARK: {
    about: 'Sets a mark from a hash of addresses and ports.',
  },
  IDLETIMER: {
    about: 'Tells when nothing has matched for a while.',
  },
  LED: {
    about: 'Lights a LED of the machine.',
  },
  LOG: {
    about: 'Writes a line into the kernel log. The packet goes on with the next rule: LOG decides nothing.',
    options: {
      'log-prefix': 'Up to 29 characters before the line.',
      'log-level': 'Level of the line: 4 or warning without this option.',
      'log-tcp-sequence': 'With sequence numbers.',
      'log-tcp-options': 'With TCP options.',
      'log-ip-options': 'With IP options.',
      'log-uid': 'With the user who sent it.',
    },
  },
  MARK: {
    about: 'Sets the packet’s mark, for other rules and for routing (ip rule fwmark); the packet goes on.',
    options: {
      'set-mark': 'value or value/mask: sets the bits of the mask.',
      'set-xmark': 'Clears the bits of the mask, then XORs the value in.',
      'and-mark': 'Keeps only these bits.',
      'or-mark': 'Sets these bits.',
      'xor-mark': 'Flips these bits.',
    },
  },
  MASQUERADE: {
    about: 'SNAT to the address of the interface it leaves by: for addresses that change.',
    options: {
      'to-ports': 'Ports to choose from.',
      random: 'The port is chosen by chance.',
    },
  },
  NETMAP: {
    about: 'Replaces the network part of the address, and keeps the host part.',
    options: {
      to: 'Network to map to: 10.5.0.0/24.',
    },
  },
  NFLOG: {
    about: 'Hands a copy to a program in user space (ulogd); the packet goes on.',
    options: {
      'nflog-group': 'Number the program listens on.',
      'nflog-prefix': 'Text before the record.',
    },
  },
  NFQUEUE: {
    about: 'A program in user space decides.',
    options: {
      'queue-num': 'Number of the queue.',
      'queue-bypass': 'Lets packets pass if no program listens.',
    },
  },
  NOTRACK: {
    about: 'No connection tracking for it; short for CT --notrack.',
  },
  RATEEST: {
    about: 'Estimates the rate of what passes.',
  },
  REDIRECT: {
    about: 'DNAT to this host itself: for a transparent proxy.',
    options: {
      'to-ports': 'Port, or range, on this host.',
      random: 'The port is chosen by chance.',
    },
  },
  REJECT: {
    about: 'Drops the packet and tells the sender, by an ICMP error or a TCP RST.',
    options: {
      'reject-with': 'What the sender is told; tcp-reset only for TCP.',
    },
  },
  SECMARK: {
    about: 'Sets a security mark for SELinux; the packet goes on.',
  },
  SET: {
    about: 'Adds the packet’s address to an ipset, or takes it out; the packet goes on.',
    options: {
      'add-set': 'Name of the set, and src or dst.',
      'del-set': 'Name of the set, and src or dst.',
      exist: 'Renews what is there already.',
      timeout: 'Seconds it stays.',
    },
  },
  SNAT: {
    about:
      'Changes the source, of the first packet and with it of the whole connection; answers are changed back. After routing.',
    options: {
      'to-source': 'Address, address-address, with :port or :port-port.',
      random: 'The port is chosen by chance.',
      'random-fully': 'The port is always chosen by chance.',
      persistent: 'One client always gets the same address of a range.',
    },
  },
  SYNPROXY: {
    about: 'Answers the handshake in place of the server, with cookies, until the client is proved real.',
  },
  TCPMSS: {
    about: 'Changes the segment size announced in a SYN, so that segments fit a narrow link; the packet goes on.',
    options: {
      'set-mss': 'Exactly this many bytes, if it was more.',
      'clamp-mss-to-pmtu': 'The path’s MTU less 40.',
    },
  },
  TCPOPTSTRIP: {
    about: 'Blanks out TCP options; the packet goes on.',
    options: {
      'strip-options': 'Names or numbers, with commas.',
    },
  },
  TEE: {
    about: 'Sends a copy to another machine on the link; the packet goes on.',
    options: {
      gateway: 'The machine that gets the copy.',
    },
  },
  TOS: {
    about: 'Changes the TOS byte; the packet goes on.',
  },
  TPROXY: {
    about: 'Delivers the packet to a local socket without changing it: for a transparent proxy.',
    options: {
      'on-port': 'Port of the socket.',
      'on-ip': 'Address of the socket.',
      'tproxy-mark': 'Mark for the routing rule that keeps it here.',
    },
  },
  TRACE: {
    about: 'Every rule the packet passes writes a line into the kernel log. Only in raw.',
  },
  TTL: {
    about: 'Changes the time to live; the packet goes on.',
    options: {
      'ttl-set': 'Sets it to this.',
      'ttl-dec': 'Takes this off.',
      'ttl-inc': 'Adds this.',
    },
  },
  ACCEPT: {
    about: 'The packet passes this table; later tables still see it.',
  },
  DROP: {
    about: 'The packet is thrown away without a word.',
  },
  RETURN: {
    about: 'Back to the rule after the jump; at the end of a built-in chain the policy decides.',
  },
  QUEUE: {
    about: 'A program in user space decides; without one the packet is dropped.',
  },
} as const;
