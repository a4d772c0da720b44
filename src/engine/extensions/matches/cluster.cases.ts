import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'cluster',
  rules: [
    {
      rule: '-m cluster --cluster-total-nodes 2 --cluster-local-node 2 --cluster-hash-seed 0xdeadbeef',
      saved: '-m cluster --cluster-local-nodemask 0x00000002 --cluster-total-nodes 2 --cluster-hash-seed 0xdeadbeef',
      listed: 'cluster node_mask=0x00000002 total_nodes=2 hash_seed=0xdeadbeef',
    },
    {
      rule: '-m cluster --cluster-total-nodes 4 ! --cluster-local-nodemask 7 --cluster-hash-seed 1',
      saved: '-m cluster ! --cluster-local-nodemask 0x00000007 --cluster-total-nodes 4 --cluster-hash-seed 0x00000001',
      listed: 'cluster !node_mask=0x00000007 total_nodes=4 hash_seed=0x00000001',
    },
    {
      rule: '-m cluster --cluster-total-nodes 2',
      error: "cluster match: `--cluster-local-node' or`--cluster-local-nodemask' is missing",
    },
    {
      rule: '-m cluster --cluster-local-node 3 --cluster-total-nodes 2 --cluster-hash-seed 1',
      error: "`--cluster-local-node' must be <= `--cluster-total-nodes'",
    },
    {
      rule: '-m cluster --cluster-local-nodemask 8 --cluster-total-nodes 2 --cluster-hash-seed 1',
      error: "`--cluster-local-nodemask' too big for `--cluster-total-nodes'",
    },
    {
      rule: '-m cluster --cluster-local-node 1 --cluster-total-nodes 2',
      error: 'cluster: option "--cluster-hash-seed" must be specified',
    },
    {
      rule: '-m cluster --cluster-local-node 33',
      error: 'cluster: bad value for option "--cluster-local-node", or out of range (1-32).',
    },
  ],
  packets: [
    {
      rule: '-m cluster --cluster-total-nodes 1 --cluster-local-node 1 --cluster-hash-seed 1',
      packet: { proto: 'udp' },
      result: 'match',
    },
    {
      rule: '-m cluster --cluster-total-nodes 1 ! --cluster-local-node 1 --cluster-hash-seed 1',
      packet: { proto: 'udp' },
      result: { miss: '--cluster-local-node' },
    },
  ],
};
