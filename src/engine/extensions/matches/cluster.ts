import { asWord, jhash, scaleTo } from '../../net/index.ts';
import type { MatchContext, MatchResult } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { nftSet } from '../nft-words.ts';
import type { GivenOptions, OptionSpec, UsageError } from '../options.ts';
import { help } from './cluster.help.ts';

/** struct xt_cluster_match_info: a bit per node. */
interface Cluster {
  readonly totalNodes: number;
  readonly nodeMask: number;
  readonly seed: number;
  readonly inverted: boolean;
}

const NODES_MAX = 32;
const options: readonly OptionSpec[] = [
  { name: 'cluster-total-nodes', kind: 'uint32', min: 1, max: NODES_MAX, mandatory: true, placeholder: '2' },
  {
    name: 'cluster-local-node',
    kind: 'uint32',
    min: 1,
    max: NODES_MAX,
    invert: true,
    excludes: ['cluster-local-nodemask'],
    placeholder: '1',
  },
  {
    name: 'cluster-local-nodemask',
    kind: 'uint32',
    min: 1,
    max: NODES_MAX,
    invert: true,
    excludes: ['cluster-local-node'],
  },
  { name: 'cluster-hash-seed', kind: 'uint32', mandatory: true, placeholder: '0xdeadbeef' },
];

const word = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

/** cluster_check. */
function checkNodes(given: GivenOptions): UsageError | null {
  const node = given.value<number>('cluster-local-node');
  const mask = given.value<number>('cluster-local-nodemask');
  if (node === undefined && mask === undefined)
    return { message: "cluster match: `--cluster-local-node' or`--cluster-local-nodemask' is missing" };
  const total = given.value<number>('cluster-total-nodes');
  // A missing seed is told before.
  if (total === undefined || !given.has('cluster-hash-seed') || (node !== undefined && mask !== undefined)) return null;
  if (node !== undefined)
    return node > total
      ? { message: "cluster match: `--cluster-local-node' must be <= `--cluster-total-nodes'" }
      : null;
  return (mask ?? 0) >= 2 ** total
    ? { message: "cluster match: `--cluster-local-nodemask' too big for `--cluster-total-nodes'" }
    : null;
}

function buildCluster(given: GivenOptions): Cluster {
  const node = given.value<number>('cluster-local-node');
  return {
    totalNodes: given.value<number>('cluster-total-nodes') ?? 1,
    nodeMask: node === undefined ? (given.value<number>('cluster-local-nodemask') ?? 0) : (1 << (node - 1)) >>> 0,
    seed: given.value<number>('cluster-hash-seed') ?? 0,
    inverted: given.inverted('cluster-local-node') || given.inverted('cluster-local-nodemask'),
  };
}

/** Numbers of the nodes from 0 on. */
const nodesOf = ({ nodeMask }: Cluster): readonly number[] =>
  Array.from({ length: NODES_MAX }, (_, node) => node).filter((node) => ((nodeMask >>> node) & 1) === 1);

/** xt_cluster: xt_cluster_mt. */
export const cluster = defineMatch<Cluster>({
  kind: 'match',
  name: 'cluster',
  help,
  size: 48,
  options,
  needs: ['conntrack', 'defrag'],
  finalCheck: checkNodes,
  build: (given) => ok(buildCluster(given)),
  save: ({ nodeMask, totalNodes, seed, inverted }) => [
    ...savedOption('cluster-local-nodemask', word(nodeMask), inverted),
    ...savedOption('cluster-total-nodes', totalNodes),
    ...savedOption('cluster-hash-seed', word(seed)),
  ],
  list: ({ nodeMask, totalNodes, seed, inverted }) =>
    `cluster ${inverted ? '!' : ''}node_mask=${word(nodeMask)} total_nodes=${totalNodes} hash_seed=${word(seed)}`,
  translate: (params) => {
    const nodes = nodesOf(params);
    const chosen = nodes.length === 1 ? `eq ${(nodes[0] ?? 0) + 1}` : nftSet(nodes.map(String));
    return `jhash ct original saddr mod ${params.totalNodes} seed ${word(params.seed)} ${chosen} meta pkttype set host`;
  },
  brief: (params) =>
    `${params.inverted ? '!' : ''}node ${nodesOf(params)
      .map((node) => node + 1)
      .join(',')}/${params.totalNodes}`,
  match: matchNode,
});

/** The node that a connection belongs to, or its master's: by the hash of the address that opened it. */
function matchNode(params: Cluster, { packet }: MatchContext<undefined>): MatchResult {
  const { totalNodes, nodeMask, seed, inverted } = params;
  if (packet.linkType === 'multicast' && packet.bytes[16] !== undefined && packet.bytes[16] >> 4 !== 0xe)
    packet.linkType = 'host';
  const wants = (): string =>
    `${inverted ? '! ' : ''}node ${nodesOf(params)
      .map((node) => node + 1)
      .join(',')}`;
  if (packet.conntrack === null || packet.conntrack === 'untracked')
    return miss('--cluster-local-node', wants, 'no connection');
  const { entry } = packet.conntrack;
  const node = scaleTo(jhash([asWord((entry.master ?? entry).original.source)], seed), totalNodes);
  return matchIf(((nodeMask >>> node) & 1) === 1, inverted, '--cluster-local-node', wants, () => `node ${node + 1}`);
}
