import type { PacketDocument, RunView, Scenario, Step, StepView, WalkEvent } from '../../engine/index.ts';
import { PLAYER } from './player-source.ts';

/** What the machine shows after the last step, as its tools print it: nobody but the engine can say it. */
export interface LabEnding {
  /** `iptables-save -c` */
  readonly save: string;
  /** `conntrack -L` */
  readonly connections: string;
}

/** What the scenario format fixes, other than a stock kernel's defaults (scenario.md). ip_forward goes first: writing it resets others. */
const DEFAULT_SYSCTLS = [
  'net.ipv4.ip_forward=1',
  'net.ipv6.conf.all.disable_ipv6=1',
  'net.ipv6.conf.default.disable_ipv6=1',
  ...['all', 'default', 'lo'].flatMap((scope) =>
    ['rp_filter', 'send_redirects', 'log_martians'].map((key) => `net.ipv4.conf.${scope}.${key}=0`),
  ),
  'net.ipv4.icmp_ratelimit=0',
  'net.ipv4.icmp_ratemask=0',
  'net.ipv4.icmp_msgs_per_sec=1000000',
  'net.ipv4.icmp_msgs_burst=1000000',
  'net.netfilter.nf_conntrack_acct=1',
];

/**
 * A bash script that rebuilds the scenario in a network namespace of a real Linux machine, plays its timeline there, prints what the
 * kernel did, and compares it with what this run said. Nothing of the document is ever a word of the shell's: texts are
 * quoted, and commands are held against a list of tools.
 */
export function labScript(scenario: Scenario, view: RunView, ending: LabEnding): string {
  const lab = JSON.stringify(labOf(scenario, view, ending));
  return [
    ...header(scenario),
    ...machine(scenario, view),
    `base64 -d > "$DIR/lab.json" <<'END_OF_LAB'`,
    ...wrapped(toBase64(lab)),
    'END_OF_LAB',
    `cat > "$DIR/player.py" <<'END_OF_PLAYER'`,
    PLAYER.trimEnd(),
    'END_OF_PLAYER',
    'inside python3 "$DIR/player.py" "$DIR/lab.json" "$DIR"',
    '',
  ].join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ').trim();

function header({ title, timeline }: Scenario): readonly string[] {
  const waits = timeline.reduce((sum, step) => sum + ('wait' in step && !step.disabled ? step.wait : 0), 0);
  return [
    '#!/usr/bin/env bash',
    `# ${oneLine(title ?? 'A Chainwalk scenario')}`,
    '#',
    '# Rebuilds the scenario in a network namespace of its own, sends its packets, prints what this kernel',
    '# did with them, and says where that differs from what the page said. Needs root, iproute2,',
    '# legacy iptables and python3; shows connections where conntrack is installed. Nothing leaves the machine,',
    '# and everything is taken down at the end.',
    ...(waits > 0
      ? [`# It waits ${waits} s in all; MAX_WAIT=1 cuts every wait to a second (timers then differ).`]
      : []),
    'set -euo pipefail',
    '',
    '[ "$(id -u)" = 0 ] || { echo "This needs root: sudo bash $0" >&2; exit 2; }',
    'MULTI=$(command -v xtables-legacy-multi || readlink -f "$(command -v iptables-legacy || command -v iptables)" || true)',
    'for tool in ip python3 "$MULTI"; do',
    '  command -v "$tool" > /dev/null || { echo "Not installed: ${tool:-iptables-legacy}" >&2; exit 2; }',
    'done',
    'case $MULTI in *legacy*) ;; *) echo "Legacy iptables is not installed (iptables-legacy)." >&2; exit 2;; esac',
    '',
    'SPACE=chainwalk-lab-$$',
    'DIR=$(mktemp -d)',
    'LOG_ALL=$(cat /proc/sys/net/netfilter/nf_log_all_netns 2> /dev/null || echo 1)',
    'take_down() {',
    '  ip netns del "$SPACE" 2> /dev/null || true',
    '  [ "$LOG_ALL" = 1 ] || echo "$LOG_ALL" > /proc/sys/net/netfilter/nf_log_all_netns',
    '  rm -rf "$DIR"',
    '}',
    'trap take_down EXIT',
    '# In the lab `iptables` is the legacy one, and it asks no name server.',
    'mkdir "$DIR/bin"',
    'for name in iptables iptables-save iptables-restore; do ln -s "$MULTI" "$DIR/bin/$name"; done',
    'modprobe -q -a tun nf_log_syslog nf_conntrack iptable_raw iptable_mangle iptable_nat iptable_filter 2> /dev/null || true',
    '# The kernel keeps log lines of namespaces to itself unless told otherwise.',
    'echo 1 > /proc/sys/net/netfilter/nf_log_all_netns',
    'ip netns add "$SPACE"',
    'inside() {',
    '  ip netns exec "$SPACE" env PATH="$DIR/bin:$PATH" LC_ALL=C PYTHONIOENCODING=utf-8 XTABLES_LOCKFILE="$DIR/lock" "$@"',
    '}',
    '',
  ];
}

function machine({ host, ipsets }: Scenario, view: RunView): readonly string[] {
  const own = view.host.interfaces.filter(({ name }) => name !== 'lo');
  const sysctls = Object.entries(host.sysctl ?? {}).filter(([key]) => /^net\.[\w./-]+$/.test(key));
  const set = (setting: string): string => `inside sysctl -qw ${quoted(setting)}`;
  return [
    '# The machine.',
    ...DEFAULT_SYSCTLS.map((setting) => `${set(setting)} 2> /dev/null || true`),
    'inside ip link set lo up',
    ...own.flatMap(({ name, mac, mtu }) => [
      `inside ip tuntap add dev ${quoted(name)} mode tap`,
      // Every on-link address is there at once, as the format promises.
      `inside ip link set dev ${quoted(name)} address ${quoted(mac)} mtu ${mtu} arp off up`,
    ]),
    ...host.interfaces.flatMap(({ name, addresses = [] }) =>
      addresses.map((address) => `inside ip addr add ${quoted(address)} dev ${quoted(name)}`),
    ),
    ...(host.routes ?? []).map((route) => `inside ip route add ${words(route)}`),
    ...(host.rules ?? []).map((rule) => `inside ip rule add ${words(rule)}`),
    ...sysctls.map(([key, value]) => set(`${key}=${value}`)),
    ...(ipsets === undefined || ipsets.trim() === ''
      ? []
      : [`inside ipset restore <<'END_OF_SETS_OF_THE_LAB'`, ipsets.trimEnd(), 'END_OF_SETS_OF_THE_LAB']),
    '',
  ];
}

const quoted = (word: string): string => (/^[\w.=/:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const words = (text: string): string => text.trim().split(/\s+/).map(quoted).join(' ');

function labOf({ host, ruleset = '', timeline }: Scenario, view: RunView, ending: LabEnding): object {
  const chains = ruleset.split('\n').filter((line) => line.startsWith(':'));
  const isSafe = !/(^|\s)(-M|--modprobe)/m.test(ruleset);
  return {
    macs: Object.fromEntries(
      view.host.interfaces
        .filter(({ name }) => name !== 'lo')
        .map(({ name, mac }, index) => [name, [mac, `02:00:00:00:01:${(index + 1).toString(16).padStart(2, '0')}`]]),
    ),
    sockets: host.sockets ?? [],
    silent: host.localStack === 'silent',
    conntrack: host.conntrack !== 'auto',
    ruleset: isSafe ? ruleset : (view.rulesets[0]?.text ?? ''),
    counters: isSafe && chains.length > 0 && chains.every((line) => /\[\d+:\d+\]\s*$/.test(line)),
    steps: timeline.map((step, index) => stepOf(step, index, view)),
    save: ending.save.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
    entries: ending.connections.split('\n').filter((line) => line !== ''),
  };
}

function stepOf(step: Step, index: number, view: RunView): object {
  const ran = view.steps[index];
  const common = { ...(step.disabled === true && { disabled: true }) };
  if ('wait' in step) return { ...common, title: `wait ${step.wait} s`, wait: step.wait };
  if ('command' in step)
    return { ...common, title: `$ ${step.command}`, command: step.command, said: ran?.command ?? {} };
  const said = { log: logOf(ran), sent: sentOf(ran) };
  if ('packet' in step) {
    const injected = injectedIn(ran);
    const where = step.packet.in === undefined ? 'sent by this host' : `into ${step.packet.in}`;
    const hex = injected === null ? (step.packet.hex ?? '') : toHex(injected);
    return { ...common, title: `a packet ${where}`, ...metaOf(step.packet), hex, said };
  }
  const answered = sentOf(view.steps[step.reply.to - 1])[0];
  const injected = injectedIn(ran);
  return {
    ...common,
    title: `an answer to step ${step.reply.to}`,
    to: step.reply.to,
    ...metaOf(step.reply),
    ...(injected !== null && answered !== undefined && { hex: toHex(injected), saidSent: answered.hex }),
    said,
  };
}

const META = ['in', 'srcMac', 'dstMac', 'mark', 'uid', 'gid'] as const;
const metaOf = (packet: PacketDocument): object =>
  Object.fromEntries(META.flatMap((key) => (packet[key] === undefined ? [] : [[key, packet[key]]])));

const eventsOf = <K extends WalkEvent['kind']>(step: StepView | undefined, kind: K) =>
  (step?.events ?? []).filter((event): event is Extract<WalkEvent, { kind: K }> => event.kind === kind);

const logOf = (step: StepView | undefined): readonly string[] => eventsOf(step, 'logged').map(({ line }) => line);
const sentOf = (step: StepView | undefined): readonly { readonly dev: string; readonly hex: string }[] =>
  eventsOf(step, 'sent')
    .filter(({ device }) => device !== 'lo')
    .map(({ device, bytes }) => ({ dev: device, hex: toHex(bytes) }));

/** The step's own packet as it entered. */
function injectedIn(step: StepView | undefined): Uint8Array | null {
  const first = step?.events.find((event) => event.kind === 'received' || event.kind === 'originated');
  return first !== undefined && 'bytes' in first ? first.bytes : null;
}

const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const toBase64 = (text: string): string => {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
};

const wrapped = (text: string): readonly string[] => text.match(/.{1,100}/g) ?? [];
