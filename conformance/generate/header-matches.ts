/** Matches that read the packet's headers and where it comes from. */

import { hex, not, onlyIn, onlyWith, port, type Maker } from './maker.ts';
import { FAR_HOSTS, LAN_HOSTS, OWN_WAN } from './world.ts';

const POLICIES = [
  'none',
  'ipsec',
  'none',
  'ipsec --strict --mode tunnel --tunnel-src 10.0.0.0/8',
  'ipsec ! --reqid 1 --proto esp',
];
const TYPES = ['UNICAST', 'LOCAL', 'BROADCAST', 'MULTICAST', 'UNSPEC', 'UNREACHABLE', 'PROHIBIT', 'BLACKHOLE'];
/** Protocol is TCP; the last byte is even; the datagram is longer than 40 bytes. */
const PROGRAMS = [
  '4,48 0 0 9,21 0 1 6,6 0 0 65535,6 0 0 0',
  '4,48 0 0 19,69 1 0 1,6 0 0 65535,6 0 0 0',
  '4,128 0 0 0,37 0 1 40,6 0 0 1,6 0 0 0',
];
const MACS = ['02:00:00:00:01:01', '02:00:00:00:01:02', '02:00:00:00:00:02'];
const CHUNKS = [
  'any INIT',
  'all DATA',
  'only DATA',
  'any DATA,INIT',
  'all INIT,ABORT',
  'any DATA:UBE',
  'only DATA:i',
  'any ABORT:T',
  'all DATA,SACK',
  'any SHUTDOWN_COMPLETE:t,ERROR',
  'all ALL',
  'any NONE',
];

export const HEADER_MATCHES: Readonly<Record<string, Maker>> = {
  length: (r) =>
    `-m length ${not(r)}--length ${r.pick(['28', '36', '40', '44', '28:60', '0:40', '44:', ':1500', '60:28'])}`,
  ttl: (r) =>
    `-m ttl ${r.pick(['--ttl-eq 64', '! --ttl-eq 64', '--ttl-lt 64', '--ttl-gt 63', '--ttl-gt 1', '--ttl-eq 63', '--ttl-lt 2', '! --ttl-eq 63', '--ttl-gt 255'])}`,
  tos: (r) =>
    `-m tos ${not(r)}--tos ${r.pick(['0x00', '0x10', '0x08/0x1c', '0x10/0xff', 'Minimize-Delay', '0xc0/0xe0', '0xb8/0xfc'])}`,
  dscp: (r) =>
    `-m dscp ${not(r)}${r.pick(['--dscp 0', '--dscp 0x2e', '--dscp-class CS6', '--dscp-class EF', '--dscp 4', '--dscp-class AF11'])}`,
  ecn: (r, { protocol }) =>
    `-m ecn ${not(r)}${r.pick([...(protocol === 'tcp' ? ['--ecn-tcp-cwr', '--ecn-tcp-ece'] : []), '--ecn-ip-ect 0', '--ecn-ip-ect 1', '--ecn-ip-ect 3'])}`,
  mac: onlyIn(['PREROUTING', 'INPUT', 'FORWARD'], (r) => `-m mac ${not(r)}--mac-source ${r.pick(MACS)}`),
  pkttype: (r) => `-m pkttype ${not(r)}--pkt-type ${r.pick(['unicast', 'broadcast', 'multicast'])}`,
  addrtype: (r, { hooks }) => {
    const limit = hooks.every((hook) => ['PREROUTING', 'INPUT'].includes(hook))
      ? ' --limit-iface-in'
      : hooks.every((hook) => ['POSTROUTING', 'OUTPUT'].includes(hook))
        ? ' --limit-iface-out'
        : '';
    const side = r.pick(['--src-type', '--dst-type']);
    const both = side === '--src-type' && r.chance(0.2) ? ` ${not(r)}--dst-type ${r.pick(TYPES)}` : '';
    return `-m addrtype ${not(r)}${side} ${r.pick([...TYPES, 'LOCAL', 'UNICAST', 'LOCAL,BROADCAST'])}${both}${r.chance(0.25) ? limit : ''}`;
  },
  tcpmss: onlyWith(['tcp'], (r) => `-m tcpmss ${not(r)}--mss ${r.pick(['1460', '1:1400', '536', '1400:1500'])}`),
  u32: (r) =>
    `-m u32 ${not(r)}--u32 "${r.pick(['6&0xff=6', '6&0xff=17', '0>>22&0x3c@0>>16=1000', '0>>22&0x3c@0&0xffff=53,80', '12=0xc0a80102:0xc0a8010a', '4&0x1fff=0&&6&0xff=1', '0&0xffff=0x28:0x40', '0>>22&0x3c@12>>26&0x3c@0=0x71756573', '8>>24=0x40', '100=0'])}"`,
  owner: onlyIn(
    ['OUTPUT', 'POSTROUTING'],
    (r) =>
      `-m owner ${r.pick([`${not(r)}--uid-owner 0`, `${not(r)}--uid-owner 1000`, `${not(r)}--gid-owner 1000`, '--uid-owner 0-999', `${not(r)}--gid-owner 0-999`, `${not(r)}--socket-exists`, '! --uid-owner 1000 --gid-owner 0', '--gid-owner 0 --suppl-groups', '--socket-exists ! --gid-owner 1000'])}`,
  ),
  ah: onlyWith(
    ['ah'],
    (r) =>
      `-m ah ${r.pick([`${not(r)}--ahspi ${r.pick(['1', '0:100', '256', '1:'])}`, `${not(r)}--ahlen ${r.pick([24, 16])}`, '--ahres', '--ahspi 1 --ahlen 24'])}`,
  ),
  esp: onlyWith(['esp'], (r) => `-m esp ${not(r)}--espspi ${r.pick(['2048', '0:100', '1:5000'])}`),
  sctp: onlyWith(
    ['sctp'],
    (r) =>
      `-m sctp ${r.pick([`--sport :50000 ${not(r)}--chunk-types ${r.pick(CHUNKS)}`, `${not(r)}--dport ${port(r)}`, `${not(r)}--sport ${port(r)}`, `${not(r)}--chunk-types ${r.pick(CHUNKS)}`])}`,
  ),
  dccp: onlyWith(
    ['dccp'],
    (r) =>
      `-m dccp ${r.pick([`${not(r)}${r.pick(['--dport', '--sport'])} ${port(r)}`, `${not(r)}--dccp-types ${r.pick(['REQUEST', 'RESPONSE,ACK', 'INVALID', 'DATAACK,RESET,CLOSE'])}`, `${not(r)}--dccp-option ${r.pick([1, 37, 255])}`])}`,
  ),
  ipcomp: onlyWith(
    ['108'],
    (r) => `-m ipcomp ${r.pick([`${not(r)}--ipcompspi ${r.pick(['1', '0:100', '2:'])}`, '--compres'])}`,
  ),
  bpf: (r) => `-m bpf --bytecode "${r.pick(PROGRAMS)}"`,
  cgroup: onlyIn(['INPUT', 'OUTPUT', 'POSTROUTING'], (r) => `-m cgroup ${not(r)}--cgroup ${r.pick([0, 1])}`),
  cluster: onlyIn(
    ['PREROUTING', 'INPUT', 'FORWARD'],
    (r) =>
      `-m cluster --cluster-total-nodes ${r.int(2, 4)} ${not(r)}${r.pick(['--cluster-local-node 1', '--cluster-local-node 2', '--cluster-local-nodemask 0x3'])} --cluster-hash-seed ${r.pick(['0xdeadbeef', '1'])}`,
  ),
  cpu: (r) => `-m cpu ${r.pick(['', '! '])}--cpu 99`,
  devgroup: onlyIn(
    ['PREROUTING', 'INPUT', 'FORWARD'],
    (r) => `-m devgroup ${not(r)}--src-group ${r.pick(['0', '0x1', '0/0xf'])}`,
  ),
  realm: onlyIn(
    ['INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
    (r) => `-m realm ${not(r)}--realm ${r.pick(['0', '1', '0/0xff', '5'])}`,
  ),
  osf: (r, { protocol, hooks }) =>
    protocol === 'tcp' && hooks.every((hook) => ['PREROUTING', 'INPUT', 'FORWARD'].includes(hook))
      ? `-m osf ${not(r)}--genre ${r.pick(['Linux', 'Windows'])}`
      : undefined,
  policy: (r, { hooks }) =>
    hooks.every((hook) => ['PREROUTING', 'INPUT', 'FORWARD'].includes(hook))
      ? `-m policy --dir in --pol ${r.pick(POLICIES)}`
      : hooks.every((hook) => ['POSTROUTING', 'OUTPUT', 'FORWARD'].includes(hook))
        ? `-m policy --dir out --pol ${r.pick(POLICIES)}`
        : undefined,
  rpfilter: (r, { table, hooks }) =>
    ['raw', 'mangle'].includes(table) && hooks.every((hook) => hook === 'PREROUTING')
      ? `-m rpfilter${['--loose', '--validmark', '--accept-local', '--invert']
          .filter(() => r.chance(0.3))
          .map((flag) => ` ${flag}`)
          .join('')}`
      : undefined,
  physdev: onlyIn(
    ['PREROUTING', 'INPUT', 'FORWARD'],
    (r) => `-m physdev ${r.pick(['! --physdev-is-bridged', '--physdev-in eth0', '! --physdev-in eth0'])}`,
  ),
  iprange: (r) =>
    `-m iprange ${not(r)}${r.pick(['--src-range', '--dst-range'])} ${r.pick([`${LAN_HOSTS[0]}-${LAN_HOSTS[2]}`, `${FAR_HOSTS[0]}-${FAR_HOSTS[1]}`, `${OWN_WAN}-203.0.113.99`, '0.0.0.0-255.255.255.255'])}`,
  mark: (r) => `-m mark ${not(r)}--mark ${hex(r.pick([0, 1, 2, 0xf]))}/${hex(r.pick([1, 3, 0xff, 0]))}`,
};
