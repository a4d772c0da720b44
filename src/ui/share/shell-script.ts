import type { Scenario } from '../../engine/index.ts';

/** The machine as commands for a real shell. The ruleset goes through iptables-restore, as it stands. */
export function shellScript({ host, ruleset, ipsets }: Scenario): string {
  const counters = /^\[\d+:\d+\]/m.test(ruleset ?? '') ? ' -c' : '';
  return [
    '#!/bin/sh',
    'set -e',
    'sysctl -w net.ipv4.ip_forward=1',
    ...Object.entries(host.sysctl ?? {}).map(([key, value]) => `sysctl -w ${quoted(`${key}=${value}`)}`),
    ...host.interfaces.flatMap(({ name, addresses, mtu }) => [
      ...(mtu === undefined ? [] : [`ip link set dev ${quoted(name)} mtu ${mtu}`]),
      `ip link set dev ${quoted(name)} up`,
      ...(addresses ?? []).map((address) => `ip addr add ${address} dev ${quoted(name)}`),
    ]),
    ...(host.routes ?? []).map((route) => `ip route add ${route}`),
    ...(host.rules ?? []).map((rule) => `ip rule add ${rule}`),
    ...hereDocument('ipset restore', ipsets),
    ...hereDocument(`iptables-restore${counters}`, ruleset),
    '',
  ].join('\n');
}

function hereDocument(command: string, text: string | undefined): readonly string[] {
  if (text === undefined || text.trim() === '') return [];
  return [`${command} <<'END_OF_RULES'`, text.replace(/\n$/, ''), 'END_OF_RULES'];
}

const quoted = (word: string): string => (/^[\w.=/:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
