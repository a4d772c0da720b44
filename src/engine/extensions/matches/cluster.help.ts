/** What `iptables -m cluster -h` prints of the match. */
export const help = `cluster match options:
  --cluster-total-nodes <num>\t\tSet number of total nodes in cluster
  [!] --cluster-local-node <num>\tSet the local node number
  [!] --cluster-local-nodemask <num>\tSet the local node mask
  --cluster-hash-seed <num>\t\tSet seed value of the Jenkins hash
`;
