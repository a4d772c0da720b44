/** What `ipset help TYPE` of version 7.17 prints behind the general help. */
export const TYPE_HELP: Readonly<Record<string, string>> = {
  'bitmap:ip': `bitmap:ip type specific options:

create SETNAME bitmap:ip range IP/CIDR|FROM-TO
               [netmask CIDR]
               [timeout VALUE]
               [counters]
               [comment]
               [skbinfo]
add    SETNAME bitmap:ip IP|IP/CIDR|FROM-TO
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME bitmap:ip IP|IP/CIDR|FROM-TO
test   SETNAME bitmap:ip IP

where IP, FROM and TO are IPv4 addresses (or hostnames),
      CIDR is a valid IPv4 CIDR prefix.

Type bitmap:ip supports family inet only.
`,
  'bitmap:ip,mac': `bitmap:ip,mac type specific options:

create SETNAME bitmap:ip,mac range IP/CIDR|FROM-TO
               [timeout VALUE]
               [counters]
               [comment]
               [skbinfo]
add    SETNAME bitmap:ip,mac IP[,MAC]
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME bitmap:ip,mac IP[,MAC]
test   SETNAME bitmap:ip,mac IP[,MAC]

where IP, FROM and TO are IPv4 addresses (or hostnames),
      CIDR is a valid IPv4 CIDR prefix.
      MAC is a valid MAC address.

Type bitmap:ip,mac supports family inet only.
`,
  'bitmap:port': `bitmap:port type specific options:

create SETNAME bitmap:port range [PROTO:]FROM-TO
               [timeout VALUE]
               [counters]
               [comment]
               [skbinfo]
add    SETNAME bitmap:port [PROTO:]PORT|FROM-TO
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME bitmap:port [PROTO:]PORT|FROM-TO
test   SETNAME bitmap:port [PROTO:]PORT

where PORT, FROM and TO are port numbers or port names from /etc/services.
      PROTO is only needed if a service name is used and it does not exist
      as a TCP service; just the resolved service numer is stored in the set.

Type bitmap:port is family neutral.
`,
  'hash:ip': `hash:ip type specific options:

create SETNAME hash:ip 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [netmask CIDR]
               [bitmask bitmask]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:ip IP
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:ip IP
test   SETNAME hash:ip IP

where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      is supported for IPv4.

Type hash:ip supports inet and inet6.
`,
  'hash:ip,mac': `hash:ip,mac type specific options:

create SETNAME hash:ip,mac 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:ip,mac IP,MAC
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:ip,mac IP,MAC
test   SETNAME hash:ip,mac IP,MAC

where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      MAC is a MAC address.

Type hash:ip,mac supports inet and inet6.
`,
  'hash:ip,mark': `hash:ip,mark type specific options:

create SETNAME hash:ip,mark 
               [family inet|inet6]|[-4|-6]
               markmask VALUE
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:ip,mark IP,MARK
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:ip,mark IP,MARK
test   SETNAME hash:ip,mark IP,MARK

where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname).
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      is supported for IPv4.
      Adding/deleting single mark element
      is supported both for IPv4 and IPv6.

Type hash:ip,mark supports inet and inet6.
`,
  'hash:ip,port': `hash:ip,port type specific options:

create SETNAME hash:ip,port 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
               [netmask CIDR]
               [bitmask bitmask]
add    SETNAME hash:ip,port IP,[PROTO:]PORT
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:ip,port IP,[PROTO:]PORT
test   SETNAME hash:ip,port IP,[PROTO:]PORT

where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname).
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      is supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.
      [PROTO:]PORT is a valid pattern of the following:
           PORTNAME         TCP port name from /etc/services
           PORTNUMBER       TCP port number identifier
           tcp|sctp|udp|udplite:PORTNAME|PORTNUMBER
           icmp:CODENAME    supported ICMP codename
           icmp:TYPE/CODE   ICMP type/code value
           icmpv6:CODENAME  supported ICMPv6 codename
           icmpv6:TYPE/CODE ICMPv6 type/code value
           PROTO:0          all other protocols

           Supported ICMP codenames:
               echo-reply
               pong
               network-unreachable
               host-unreachable
               protocol-unreachable
               port-unreachable
               fragmentation-needed
               source-route-failed
               network-unknown
               host-unknown
               network-prohibited
               host-prohibited
               TOS-network-unreachable
               TOS-host-unreachable
               communication-prohibited
               host-precedence-violation
               precedence-cutoff
               source-quench
               network-redirect
               host-redirect
               TOS-network-redirect
               TOS-host-redirect
               echo-request
               ping
               router-advertisement
               router-solicitation
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               ip-header-bad
               required-option-missing
               timestamp-request
               timestamp-reply
               address-mask-request
               address-mask-reply
           Supported ICMPv6 codenames:
               no-route
               communication-prohibited
               address-unreachable
               port-unreachable
               packet-too-big
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               bad-header
               unknown-header-type
               unknown-option
               echo-request
               ping
               echo-reply
               pong
               router-solicitation
               router-advertisement
               neighbour-solicitation
               neigbour-solicitation
               neighbour-advertisement
               neigbour-advertisement
               redirect

Type hash:ip,port supports inet and inet6.
`,
  'hash:ip,port,ip': `hash:ip,port,ip type specific options:

create SETNAME hash:ip,port,ip 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:ip,port,ip IP,[PROTO:]PORT,IP
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:ip,port,ip IP,[PROTO:]PORT,IP
test   SETNAME hash:ip,port,ip IP,[PROTO:]PORT,IP

where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname).
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      in the first IP component is supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.
      [PROTO:]PORT is a valid pattern of the following:
           PORTNAME         TCP port name from /etc/services
           PORTNUMBER       TCP port number identifier
           tcp|sctp|udp|udplite:PORTNAME|PORTNUMBER
           icmp:CODENAME    supported ICMP codename
           icmp:TYPE/CODE   ICMP type/code value
           icmpv6:CODENAME  supported ICMPv6 codename
           icmpv6:TYPE/CODE ICMPv6 type/code value
           PROTO:0          all other protocols

           Supported ICMP codenames:
               echo-reply
               pong
               network-unreachable
               host-unreachable
               protocol-unreachable
               port-unreachable
               fragmentation-needed
               source-route-failed
               network-unknown
               host-unknown
               network-prohibited
               host-prohibited
               TOS-network-unreachable
               TOS-host-unreachable
               communication-prohibited
               host-precedence-violation
               precedence-cutoff
               source-quench
               network-redirect
               host-redirect
               TOS-network-redirect
               TOS-host-redirect
               echo-request
               ping
               router-advertisement
               router-solicitation
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               ip-header-bad
               required-option-missing
               timestamp-request
               timestamp-reply
               address-mask-request
               address-mask-reply
           Supported ICMPv6 codenames:
               no-route
               communication-prohibited
               address-unreachable
               port-unreachable
               packet-too-big
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               bad-header
               unknown-header-type
               unknown-option
               echo-request
               ping
               echo-reply
               pong
               router-solicitation
               router-advertisement
               neighbour-solicitation
               neigbour-solicitation
               neighbour-advertisement
               neigbour-advertisement
               redirect

Type hash:ip,port,ip supports inet and inet6.
`,
  'hash:ip,port,net': `hash:ip,port,net type specific options:

create SETNAME hash:ip,port,net 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:ip,port,net IP,[PROTO:]PORT,IP[/CIDR]
               [timeout VALUE]
               [nomatch]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:ip,port,net IP,[PROTO:]PORT,IP[/CIDR]
test   SETNAME hash:ip,port,net IP,[PROTO:]PORT,IP[/CIDR]
               [nomatch]

where depending on the INET family
      IP are valid IPv4 or IPv6 addresses (or hostnames),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      in the first IP component is supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.
      [PROTO:]PORT is a valid pattern of the following:
           PORTNAME         TCP port name from /etc/services
           PORTNUMBER       TCP port number identifier
           tcp|sctp|udp|udplite:PORTNAME|PORTNUMBER
           icmp:CODENAME    supported ICMP codename
           icmp:TYPE/CODE   ICMP type/code value
           icmpv6:CODENAME  supported ICMPv6 codename
           icmpv6:TYPE/CODE ICMPv6 type/code value
           PROTO:0          all other protocols

           Supported ICMP codenames:
               echo-reply
               pong
               network-unreachable
               host-unreachable
               protocol-unreachable
               port-unreachable
               fragmentation-needed
               source-route-failed
               network-unknown
               host-unknown
               network-prohibited
               host-prohibited
               TOS-network-unreachable
               TOS-host-unreachable
               communication-prohibited
               host-precedence-violation
               precedence-cutoff
               source-quench
               network-redirect
               host-redirect
               TOS-network-redirect
               TOS-host-redirect
               echo-request
               ping
               router-advertisement
               router-solicitation
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               ip-header-bad
               required-option-missing
               timestamp-request
               timestamp-reply
               address-mask-request
               address-mask-reply
           Supported ICMPv6 codenames:
               no-route
               communication-prohibited
               address-unreachable
               port-unreachable
               packet-too-big
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               bad-header
               unknown-header-type
               unknown-option
               echo-request
               ping
               echo-reply
               pong
               router-solicitation
               router-advertisement
               neighbour-solicitation
               neigbour-solicitation
               neighbour-advertisement
               neigbour-advertisement
               redirect

Type hash:ip,port,net supports inet and inet6.
`,
  'hash:mac': `hash:mac type specific options:

create SETNAME hash:mac 
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:mac MAC
               [timeout VALUE]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:mac MAC
test   SETNAME hash:mac MAC



Type hash:mac is family neutral.
`,
  'hash:net': `hash:net type specific options:

create SETNAME hash:net 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:net IP[/CIDR]
               [timeout VALUE]
               [nomatch]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:net IP[/CIDR]
test   SETNAME hash:net IP[/CIDR]
               [nomatch]

where depending on the INET family
      IP is an IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.

Type hash:net supports inet and inet6.
`,
  'hash:net,iface': `hash:net,iface type specific options:

create SETNAME hash:net,iface 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:net,iface IP[/CIDR]|FROM-TO,[physdev:]IFACE
               [timeout VALUE]
               [nomatch]
               [wildcard]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:net,iface IP[/CIDR]|FROM-TO,[physdev:]IFACE
test   SETNAME hash:net,iface IP[/CIDR],[physdev:]IFACE
               [nomatch]

where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements with IPv4 is supported.

Type hash:net,iface supports inet and inet6.
`,
  'hash:net,net': `hash:net,net type specific options:

create SETNAME hash:net,net 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
               [bitmask bitmask]
               [netmask CIDR]
add    SETNAME hash:net,net IP[/CIDR]|FROM-TO,IP[/CIDR]|FROM-TO
               [timeout VALUE]
               [nomatch]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:net,net IP[/CIDR]|FROM-TO,IP[/CIDR]|FROM-TO
test   SETNAME hash:net,net IP[/CIDR],IP[/CIDR]
               [nomatch]

where depending on the INET family
      IP is an IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      IP range is not supported with IPv6.

Type hash:net,net supports inet and inet6.
`,
  'hash:net,port': `hash:net,port type specific options:

create SETNAME hash:net,port 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:net,port IP[/CIDR]|FROM-TO,[PROTO:]PORT
               [timeout VALUE]
               [nomatch]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:net,port IP[/CIDR]|FROM-TO,[PROTO:]PORT
test   SETNAME hash:net,port IP[/CIDR],[PROTO:]PORT
               [nomatch]

where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.
      [PROTO:]PORT is a valid pattern of the following:
           PORTNAME         TCP port name from /etc/services
           PORTNUMBER       TCP port number identifier
           tcp|sctp|udp|udplite:PORTNAME|PORTNUMBER
           icmp:CODENAME    supported ICMP codename
           icmp:TYPE/CODE   ICMP type/code value
           icmpv6:CODENAME  supported ICMPv6 codename
           icmpv6:TYPE/CODE ICMPv6 type/code value
           PROTO:0          all other protocols

           Supported ICMP codenames:
               echo-reply
               pong
               network-unreachable
               host-unreachable
               protocol-unreachable
               port-unreachable
               fragmentation-needed
               source-route-failed
               network-unknown
               host-unknown
               network-prohibited
               host-prohibited
               TOS-network-unreachable
               TOS-host-unreachable
               communication-prohibited
               host-precedence-violation
               precedence-cutoff
               source-quench
               network-redirect
               host-redirect
               TOS-network-redirect
               TOS-host-redirect
               echo-request
               ping
               router-advertisement
               router-solicitation
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               ip-header-bad
               required-option-missing
               timestamp-request
               timestamp-reply
               address-mask-request
               address-mask-reply
           Supported ICMPv6 codenames:
               no-route
               communication-prohibited
               address-unreachable
               port-unreachable
               packet-too-big
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               bad-header
               unknown-header-type
               unknown-option
               echo-request
               ping
               echo-reply
               pong
               router-solicitation
               router-advertisement
               neighbour-solicitation
               neigbour-solicitation
               neighbour-advertisement
               neigbour-advertisement
               redirect

Type hash:net,port supports inet and inet6.
`,
  'hash:net,port,net': `hash:net,port,net type specific options:

create SETNAME hash:net,port,net 
               [family inet|inet6]|[-4|-6]
               [hashsize VALUE]
               [maxelem VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [forceadd]
               [skbinfo]
               [bucketsize VALUE]
               [initval VALUE]
add    SETNAME hash:net,port,net IP[/CIDR],[PROTO:]PORT,IP[/CIDR]
               [timeout VALUE]
               [nomatch]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME hash:net,port,net IP[/CIDR],[PROTO:]PORT,IP[/CIDR]
test   SETNAME hash:net,port,net IP[/CIDR],[PROTO:]PORT,IP[/CIDR]
               [nomatch]

where depending on the INET family
      IP are valid IPv4 or IPv6 addresses (or hostnames),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      in both IP components are supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.
      [PROTO:]PORT is a valid pattern of the following:
           PORTNAME         TCP port name from /etc/services
           PORTNUMBER       TCP port number identifier
           tcp|sctp|udp|udplite:PORTNAME|PORTNUMBER
           icmp:CODENAME    supported ICMP codename
           icmp:TYPE/CODE   ICMP type/code value
           icmpv6:CODENAME  supported ICMPv6 codename
           icmpv6:TYPE/CODE ICMPv6 type/code value
           PROTO:0          all other protocols

           Supported ICMP codenames:
               echo-reply
               pong
               network-unreachable
               host-unreachable
               protocol-unreachable
               port-unreachable
               fragmentation-needed
               source-route-failed
               network-unknown
               host-unknown
               network-prohibited
               host-prohibited
               TOS-network-unreachable
               TOS-host-unreachable
               communication-prohibited
               host-precedence-violation
               precedence-cutoff
               source-quench
               network-redirect
               host-redirect
               TOS-network-redirect
               TOS-host-redirect
               echo-request
               ping
               router-advertisement
               router-solicitation
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               ip-header-bad
               required-option-missing
               timestamp-request
               timestamp-reply
               address-mask-request
               address-mask-reply
           Supported ICMPv6 codenames:
               no-route
               communication-prohibited
               address-unreachable
               port-unreachable
               packet-too-big
               ttl-zero-during-transit
               ttl-zero-during-reassembly
               bad-header
               unknown-header-type
               unknown-option
               echo-request
               ping
               echo-reply
               pong
               router-solicitation
               router-advertisement
               neighbour-solicitation
               neigbour-solicitation
               neighbour-advertisement
               neigbour-advertisement
               redirect

Type hash:net,port,net supports inet and inet6.
`,
  'list:set': `list:set type specific options:

create SETNAME list:set 
               [size VALUE]
               [timeout VALUE]
               [counters]
               [comment]
               [skbinfo]
add    SETNAME list:set NAME [before|after NAME]
               [timeout VALUE]
               [before|after NAME]
               [packets VALUE]
               [bytes VALUE]
               [comment "string"]
               [skbmark VALUE]
               [skbprio VALUE]
               [skbqueue VALUE]
del    SETNAME list:set NAME [before|after NAME]
               [before|after NAME]
test   SETNAME list:set NAME [before|after NAME]
               [before|after NAME]

where NAME are existing set names.

Type list:set is family neutral.
`,
};
