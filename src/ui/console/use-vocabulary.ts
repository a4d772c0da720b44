import { useMemo } from 'react';
import type { Scenario } from '../../engine/index.ts';
import { selectRuleset, useAppStore, useEngine, type Engine } from '../../store/index.ts';
import type { ShellVocabulary } from './shell-words.ts';

/** A machine with nothing on it: enough to ask the shell what it knows. */
const BARE: Scenario = { chainwalk: 1, host: { interfaces: [] }, timeline: [] };

/** Gives what Tab can complete, as the machine stands at the playhead. Extensions and commands are asked for once. */
export function useVocabulary(): () => Promise<ShellVocabulary> {
  const store = useAppStore();
  const engine = useEngine();
  return useMemo(() => {
    return async () => {
      const state = store.getState();
      const { host, ipsets } = state.scenario;
      return {
        ...(await askOnce(engine)),
        chains: [
          ...new Set(selectRuleset(state)?.tables.flatMap(({ chains }) => chains.map(({ name }) => name)) ?? []),
        ],
        devices: [...host.interfaces.map(({ name }) => name), 'lo'],
        addresses: host.interfaces.flatMap(({ addresses }) => (addresses ?? []).map((one) => one.split('/')[0] ?? one)),
        sets: Array.from((ipsets ?? '').matchAll(/^create (\S+)/gm), (found) => found[1] ?? ''),
        sysctls: [...new Set([...SYSCTLS, ...Object.keys(host.sysctl ?? {})])],
      };
    };
  }, [store, engine]);
}

type Fixed = Pick<ShellVocabulary, 'catalogue' | 'commands'>;
const known = new WeakMap<Engine, Promise<Fixed>>();

function askOnce(engine: Engine): Promise<Fixed> {
  const asked = known.get(engine) ?? ask(engine);
  known.set(engine, asked);
  return asked;
}

async function ask(engine: Engine): Promise<Fixed> {
  const [catalogue, help] = await Promise.all([engine.catalogue(), engine.command(BARE, 'help', null)]);
  return { catalogue, commands: help.stdout.split('\n').flatMap((line) => /^\S+/.exec(line) ?? []) };
}

const SYSCTLS = [
  'net.ipv4.ip_forward',
  'net.ipv4.conf.all.rp_filter',
  'net.netfilter.nf_conntrack_max',
  'net.netfilter.nf_conntrack_acct',
  'net.netfilter.nf_conntrack_tcp_loose',
  'net.netfilter.nf_conntrack_udp_timeout',
];
