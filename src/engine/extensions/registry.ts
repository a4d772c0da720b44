import type { MatchExtension, TargetExtension } from './extension.ts';
import { addrtype } from './matches/addrtype.ts';
import { ah } from './matches/ah.ts';
import { bpf } from './matches/bpf.ts';
import { cgroup } from './matches/cgroup.ts';
import { cluster } from './matches/cluster.ts';
import { comment } from './matches/comment.ts';
import { connbytes } from './matches/connbytes.ts';
import { connlabel } from './matches/connlabel.ts';
import { connlimit } from './matches/connlimit.ts';
import { connmark } from './matches/connmark.ts';
import { conntrack } from './matches/conntrack.ts';
import { cpu } from './matches/cpu.ts';
import { dccp } from './matches/dccp.ts';
import { devgroup } from './matches/devgroup.ts';
import { dscp } from './matches/dscp.ts';
import { ecn } from './matches/ecn.ts';
import { esp } from './matches/esp.ts';
import { hashlimit } from './matches/hashlimit.ts';
import { helper } from './matches/helper.ts';
import { icmp } from './matches/icmp.ts';
import { ipcomp } from './matches/ipcomp.ts';
import { iprange } from './matches/iprange.ts';
import { length } from './matches/length.ts';
import { limit } from './matches/limit.ts';
import { mac } from './matches/mac.ts';
import { mark } from './matches/mark.ts';
import { multiport } from './matches/multiport.ts';
import { nfacct } from './matches/nfacct.ts';
import { osf } from './matches/osf.ts';
import { owner } from './matches/owner.ts';
import { physdev } from './matches/physdev.ts';
import { pkttype } from './matches/pkttype.ts';
import { policy } from './matches/policy.ts';
import { quota } from './matches/quota.ts';
import { rateest } from './matches/rateest.ts';
import { realm } from './matches/realm.ts';
import { recent } from './matches/recent.ts';
import { rpfilter } from './matches/rpfilter.ts';
import { sctp } from './matches/sctp.ts';
import { set } from './matches/set.ts';
import { socket } from './matches/socket.ts';
import { state } from './matches/state.ts';
import { statistic } from './matches/statistic.ts';
import { string } from './matches/string.ts';
import { tcp } from './matches/tcp.ts';
import { tcpmss } from './matches/tcpmss.ts';
import { time } from './matches/time.ts';
import { tos } from './matches/tos.ts';
import { ttl } from './matches/ttl.ts';
import { u32 } from './matches/u32.ts';
import { udp } from './matches/udp.ts';
import { audit } from './targets/audit.ts';
import { checksum } from './targets/checksum.ts';
import { classify } from './targets/classify.ts';
import { connmarkTarget } from './targets/connmark.ts';
import { connsecmark } from './targets/connsecmark.ts';
import { ct } from './targets/ct.ts';
import { dnat } from './targets/dnat.ts';
import { dscpTarget } from './targets/dscp.ts';
import { ecnTarget } from './targets/ecn.ts';
import { hmark } from './targets/hmark.ts';
import { idletimer } from './targets/idletimer.ts';
import { log } from './targets/log.ts';
import { markTarget } from './targets/mark.ts';
import { masquerade } from './targets/masquerade.ts';
import { netmap } from './targets/netmap.ts';
import { nflog } from './targets/nflog.ts';
import { nfqueue } from './targets/nfqueue.ts';
import { notrack } from './targets/notrack.ts';
import { rateestTarget } from './targets/rateest.ts';
import { redirect } from './targets/redirect.ts';
import { reject } from './targets/reject.ts';
import { secmark } from './targets/secmark.ts';
import { setTarget } from './targets/set.ts';
import { snat } from './targets/snat.ts';
import { synproxy } from './targets/synproxy.ts';
import { tcpmssTarget } from './targets/tcpmss.ts';
import { tcpoptstrip } from './targets/tcpoptstrip.ts';
import { tee } from './targets/tee.ts';
import { tosTarget } from './targets/tos.ts';
import { tproxy } from './targets/tproxy.ts';
import { trace } from './targets/trace.ts';
import { ttlTarget } from './targets/ttl.ts';

/** Every match that is modelled. Adding one: write its file and name it here. */
export const MATCHES: readonly MatchExtension[] = [
  addrtype,
  ah,
  bpf,
  cgroup,
  cluster,
  comment,
  connbytes,
  connlabel,
  connlimit,
  connmark,
  conntrack,
  cpu,
  dccp,
  devgroup,
  dscp,
  ecn,
  esp,
  hashlimit,
  helper,
  icmp,
  ipcomp,
  iprange,
  length,
  limit,
  mac,
  mark,
  multiport,
  nfacct,
  osf,
  owner,
  physdev,
  pkttype,
  policy,
  quota,
  rateest,
  realm,
  recent,
  rpfilter,
  sctp,
  set,
  socket,
  state,
  statistic,
  string,
  tcp,
  tcpmss,
  time,
  tos,
  ttl,
  u32,
  udp,
];

/** Every target that is modelled, other than the verdicts ACCEPT, DROP, RETURN and QUEUE. */
export const TARGETS: readonly TargetExtension[] = [
  audit,
  checksum,
  classify,
  connmarkTarget,
  connsecmark,
  ct,
  dnat,
  dscpTarget,
  ecnTarget,
  hmark,
  idletimer,
  log,
  markTarget,
  masquerade,
  netmap,
  nflog,
  nfqueue,
  notrack,
  rateestTarget,
  redirect,
  reject,
  secmark,
  setTarget,
  snat,
  synproxy,
  tcpmssTarget,
  tcpoptstrip,
  tee,
  tosTarget,
  tproxy,
  trace,
  ttlTarget,
];

const matches = new Map(MATCHES.map((extension) => [extension.name, extension]));
const targets = new Map(TARGETS.map((extension) => [extension.name, extension]));

export const findMatch = (name: string): MatchExtension | undefined => matches.get(name);
export const findTarget = (name: string): TargetExtension | undefined => targets.get(name);
