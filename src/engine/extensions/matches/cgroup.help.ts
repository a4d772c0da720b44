/** What `iptables -m cgroup -h` prints of the match. */
export const help = `cgroup match options:
[!] --path path                 Recursively match path relative to cgroup2 root
[!] --cgroup classid            Match cgroup classid, can't be used with --path
`;
