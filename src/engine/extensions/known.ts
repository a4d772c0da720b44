/**
 * Extensions that iptables 1.8.9 knows and that may not be modelled: their rules are kept as typed. Once an extension is in the
 * registry its name here has no effect.
 */
const KNOWN_MATCHES =
  'addrtype ah bpf cgroup cluster comment connbytes connlabel connlimit connmark conntrack cpu dccp devgroup dscp ecn esp ' +
  'hashlimit helper icmp ipcomp iprange ipvs length limit mac mark multiport nfacct osf owner physdev pkttype policy quota ' +
  'rateest realm recent rpfilter sctp set socket state statistic string tcp tcpmss time tos ttl u32 udp';

const KNOWN_TARGETS =
  'AUDIT CHECKSUM CLASSIFY CLUSTERIP CONNMARK CONNSECMARK CT DNAT DSCP ECN HMARK IDLETIMER LED LOG MARK MASQUERADE NETMAP ' +
  'NFLOG NFQUEUE NOTRACK RATEEST REDIRECT REJECT SECMARK SET SNAT SYNPROXY TCPMSS TCPOPTSTRIP TEE TOS TPROXY TRACE TTL ULOG';

/** Extensions of iptables that Linux 6.18 has no module for here: no rule with them comes into force. */
const WITHOUT_MODULE: ReadonlySet<string> = new Set(['ipvs', 'CLUSTERIP', 'LED', 'ULOG']);

const matches: ReadonlySet<string> = new Set(KNOWN_MATCHES.split(' '));
const targets: ReadonlySet<string> = new Set(KNOWN_TARGETS.split(' '));

export const KNOWN_MATCH_NAMES: readonly string[] = [...matches];
export const KNOWN_TARGET_NAMES: readonly string[] = [...targets];
export const lacksModule = (name: string): boolean => WITHOUT_MODULE.has(name);
export const isKnownMatch = (name: string): boolean => matches.has(name);
export const isKnownTarget = (name: string): boolean => targets.has(name);
