/** The five netfilter hooks of IPv4, in the kernel's order (enum nf_inet_hooks). */
export const HOOKS = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'] as const;
export type Hook = (typeof HOOKS)[number];

export const TABLES = ['raw', 'mangle', 'nat', 'filter', 'security'] as const;
export type TableName = (typeof TABLES)[number];

/** The built-in chains of each table, in hook order (the kernel's `valid_hooks` masks). */
export const TABLE_HOOKS: { readonly [T in TableName]: readonly Hook[] } = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** What can stand at a hook besides a table: each is a registration with a priority, drawn as a station. */
export type StationName = TableName | 'defrag' | 'conntrack' | 'helper' | 'confirm';

/** One row of the pipeline as data: (hook, priority, name). Lower priorities run first (enum nf_ip_hook_priorities). */
export interface Station {
  readonly hook: Hook;
  readonly priority: number;
  readonly name: StationName;
}
