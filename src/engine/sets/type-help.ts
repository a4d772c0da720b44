/** What `ipset help TYPE` of version 7.17 prints behind the general help. */

interface Help {
  readonly create?: string;
  readonly options: readonly string[];
  readonly member: string;
  /** A member as `test` takes it, where that is less. */
  readonly tested?: string;
  /** Options of a member beside those that every type has. */
  readonly flags?: readonly string[];
  readonly deletedWith?: readonly string[];
  readonly testedWith?: readonly string[];
  readonly where: string;
  readonly hasPorts?: true;
  readonly families: string;
}

const BITMAP = ['[timeout VALUE]', '[counters]', '[comment]', '[skbinfo]'];
const HASH = [
  '[family inet|inet6]|[-4|-6]',
  '[hashsize VALUE]',
  '[maxelem VALUE]',
  '[timeout VALUE]',
  '[counters]',
  '[comment]',
  '[forceadd]',
  '[skbinfo]',
  '[bucketsize VALUE]',
  '[initval VALUE]',
];
/** Behind timeout and what is the type's own. */
const MEMBER = [
  '[packets VALUE]',
  '[bytes VALUE]',
  '[comment "string"]',
  '[skbmark VALUE]',
  '[skbprio VALUE]',
  '[skbqueue VALUE]',
];
const PORTS = `      [PROTO:]PORT is a valid pattern of the following:
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
               redirect`;

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `               ${line}`);

function written(type: string, help: Help): string {
  const { create = '', options, member, tested = member, flags = [], deletedWith = [], testedWith = [] } = help;
  const { where, hasPorts, families } = help;
  return [
    `${type} type specific options:`,
    '',
    `create SETNAME ${type} ${create}`,
    ...indented(options),
    `add    SETNAME ${type} ${member}`,
    ...indented(['[timeout VALUE]', ...flags, ...MEMBER]),
    `del    SETNAME ${type} ${member}`,
    ...indented(deletedWith),
    `test   SETNAME ${type} ${tested}`,
    ...indented(testedWith),
    '',
    where,
    ...(hasPorts ? [PORTS] : []),
    '',
    `Type ${type} ${families}`,
    '',
  ].join('\n');
}

const HELPS: Readonly<Record<string, Help>> = {
  'bitmap:ip': {
    create: 'range IP/CIDR|FROM-TO',
    options: ['[netmask CIDR]', ...BITMAP],
    member: 'IP|IP/CIDR|FROM-TO',
    tested: 'IP',
    where: `where IP, FROM and TO are IPv4 addresses (or hostnames),
      CIDR is a valid IPv4 CIDR prefix.`,
    families: 'supports family inet only.',
  },
  'bitmap:ip,mac': {
    create: 'range IP/CIDR|FROM-TO',
    options: BITMAP,
    member: 'IP[,MAC]',
    where: `where IP, FROM and TO are IPv4 addresses (or hostnames),
      CIDR is a valid IPv4 CIDR prefix.
      MAC is a valid MAC address.`,
    families: 'supports family inet only.',
  },
  'bitmap:port': {
    create: 'range [PROTO:]FROM-TO',
    options: BITMAP,
    member: '[PROTO:]PORT|FROM-TO',
    tested: '[PROTO:]PORT',
    where: `where PORT, FROM and TO are port numbers or port names from /etc/services.
      PROTO is only needed if a service name is used and it does not exist
      as a TCP service; just the resolved service numer is stored in the set.`,
    families: 'is family neutral.',
  },
  'hash:ip': {
    options: [
      '[family inet|inet6]|[-4|-6]',
      '[hashsize VALUE]',
      '[maxelem VALUE]',
      '[netmask CIDR]',
      '[bitmask bitmask]',
      '[timeout VALUE]',
      '[counters]',
      '[comment]',
      '[forceadd]',
      '[skbinfo]',
      '[bucketsize VALUE]',
      '[initval VALUE]',
    ],
    member: 'IP',
    where: `where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      is supported for IPv4.`,
    families: 'supports inet and inet6.',
  },
  'hash:ip,mac': {
    options: HASH,
    member: 'IP,MAC',
    where: `where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      MAC is a MAC address.`,
    families: 'supports inet and inet6.',
  },
  'hash:ip,mark': {
    options: [
      '[family inet|inet6]|[-4|-6]',
      'markmask VALUE',
      '[hashsize VALUE]',
      '[maxelem VALUE]',
      '[timeout VALUE]',
      '[counters]',
      '[comment]',
      '[forceadd]',
      '[skbinfo]',
      '[bucketsize VALUE]',
      '[initval VALUE]',
    ],
    member: 'IP,MARK',
    where: `where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname).
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      is supported for IPv4.
      Adding/deleting single mark element
      is supported both for IPv4 and IPv6.`,
    families: 'supports inet and inet6.',
  },
  'hash:ip,port': {
    options: [...HASH, '[netmask CIDR]', '[bitmask bitmask]'],
    member: 'IP,[PROTO:]PORT',
    where: `where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname).
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      is supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.`,
    hasPorts: true,
    families: 'supports inet and inet6.',
  },
  'hash:ip,port,ip': {
    options: HASH,
    member: 'IP,[PROTO:]PORT,IP',
    where: `where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname).
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      in the first IP component is supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.`,
    hasPorts: true,
    families: 'supports inet and inet6.',
  },
  'hash:ip,port,net': {
    options: HASH,
    member: 'IP,[PROTO:]PORT,IP[/CIDR]',
    flags: ['[nomatch]'],
    testedWith: ['[nomatch]'],
    where: `where depending on the INET family
      IP are valid IPv4 or IPv6 addresses (or hostnames),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      in the first IP component is supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.`,
    hasPorts: true,
    families: 'supports inet and inet6.',
  },
  'hash:mac': {
    options: [
      '[hashsize VALUE]',
      '[maxelem VALUE]',
      '[timeout VALUE]',
      '[counters]',
      '[comment]',
      '[forceadd]',
      '[skbinfo]',
      '[bucketsize VALUE]',
      '[initval VALUE]',
    ],
    member: 'MAC',
    where: '',
    families: 'is family neutral.',
  },
  'hash:net': {
    options: HASH,
    member: 'IP[/CIDR]',
    flags: ['[nomatch]'],
    testedWith: ['[nomatch]'],
    where: `where depending on the INET family
      IP is an IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.`,
    families: 'supports inet and inet6.',
  },
  'hash:net,iface': {
    options: HASH,
    member: 'IP[/CIDR]|FROM-TO,[physdev:]IFACE',
    tested: 'IP[/CIDR],[physdev:]IFACE',
    flags: ['[nomatch]', '[wildcard]'],
    testedWith: ['[nomatch]'],
    where: `where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements with IPv4 is supported.`,
    families: 'supports inet and inet6.',
  },
  'hash:net,net': {
    options: [...HASH, '[bitmask bitmask]', '[netmask CIDR]'],
    member: 'IP[/CIDR]|FROM-TO,IP[/CIDR]|FROM-TO',
    tested: 'IP[/CIDR],IP[/CIDR]',
    flags: ['[nomatch]'],
    testedWith: ['[nomatch]'],
    where: `where depending on the INET family
      IP is an IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      IP range is not supported with IPv6.`,
    families: 'supports inet and inet6.',
  },
  'hash:net,port': {
    options: HASH,
    member: 'IP[/CIDR]|FROM-TO,[PROTO:]PORT',
    tested: 'IP[/CIDR],[PROTO:]PORT',
    flags: ['[nomatch]'],
    testedWith: ['[nomatch]'],
    where: `where depending on the INET family
      IP is a valid IPv4 or IPv6 address (or hostname),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.`,
    hasPorts: true,
    families: 'supports inet and inet6.',
  },
  'hash:net,port,net': {
    options: HASH,
    member: 'IP[/CIDR],[PROTO:]PORT,IP[/CIDR]',
    flags: ['[nomatch]'],
    testedWith: ['[nomatch]'],
    where: `where depending on the INET family
      IP are valid IPv4 or IPv6 addresses (or hostnames),
      CIDR is a valid IPv4 or IPv6 CIDR prefix.
      Adding/deleting multiple elements in IP/CIDR or FROM-TO form
      in both IP components are supported for IPv4.
      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE
      port range is supported both for IPv4 and IPv6.`,
    hasPorts: true,
    families: 'supports inet and inet6.',
  },
  'list:set': {
    options: ['[size VALUE]', ...BITMAP],
    member: 'NAME [before|after NAME]',
    flags: ['[before|after NAME]'],
    deletedWith: ['[before|after NAME]'],
    testedWith: ['[before|after NAME]'],
    where: `where NAME are existing set names.`,
    families: 'is family neutral.',
  },
};

/** What the type says of itself; null for one that there is not. */
export function helpOfType(type: string): string | null {
  const help = HELPS[type];
  return help === undefined ? null : written(type, help);
}
