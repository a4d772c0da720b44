import { failure } from '../command.ts';
import type { Command } from '../command.ts';

/** What the lists of a Cilium agent are read from, and where a node without it keeps the same. */
const LISTS: readonly (readonly [words: string, map: string, holds: string, instead: string])[] = [
  ['bpf ct list', 'cilium_ct4_global', 'the connections that its BPF programs track', 'conntrack -L'],
  ['bpf nat list', 'cilium_snat_v4_external', 'the addresses that its BPF programs rewrite', 'conntrack -L --any-nat'],
  ['bpf lb list', 'cilium_lb4_services_v2', 'services and their backends', 'iptables -t nat -S'],
  ['service list', 'cilium_lb4_services_v2', 'services and their backends', 'iptables -t nat -S'],
];

const USAGE = `cilium: BPF programs are not modelled on this machine: its packets meet netfilter only.
On a Cilium node these would list what netfilter's own tables do not show:
${LISTS.map(([words, , holds]) => `  cilium ${words === 'bpf ct list' ? 'bpf ct list global' : words}`.padEnd(30) + holds).join('\n')}
`;

/** Says by name what of a BPF datapath there is here: nothing. The real command, on a node without an agent, would not tell why. */
export const cilium: Command = {
  name: 'cilium',
  aliases: ['cilium-dbg'],
  summary: 'says what of a BPF datapath is not modelled (bpf ct list global, bpf nat list)',
  run(args) {
    const words = args.join(' ');
    const list = LISTS.find(([prefix]) => words === prefix || words.startsWith(`${prefix} `));
    if (list === undefined) return failure(USAGE);
    const [prefix, map, holds, instead] = list;
    return failure(
      `cilium ${prefix}: not modelled: the BPF map ${map}, ${holds}.\n` +
        `What BPF programs rewrite never enters netfilter's tables. What this machine does itself: ${instead}\n`,
    );
  },
};
