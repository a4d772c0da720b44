import type { CourseId, Localised } from './lesson.ts';

export interface Course {
  readonly id: CourseId;
  readonly title: Localised;
  /** One sentence: what one can do after it. */
  readonly about: Localised;
  /** Ids in the order in which they are taken. */
  readonly lessons: readonly string[];
}

/** The five courses, each a folder; each id a file in it. The order is that of the lessons. */
export const COURSES: readonly Course[] = [
  {
    id: 'path',
    title: { en: 'The path of a packet', zh: '数据包的路径' },
    about: {
      en: 'Hooks, tables, chains and verdicts: where a packet goes and which rule decides.',
      zh: '钩子、表、链与裁决：数据包走哪里，由哪条规则决定。',
    },
    lessons: [
      'first-packet',
      'tables-in-a-hook',
      'rule-order',
      'policy-and-chains',
      'drop-reject-closed',
      'log-and-limit',
      'reading-the-listing',
    ],
  },
  {
    id: 'state',
    title: { en: 'State', zh: '连接状态' },
    about: {
      en: 'What connection tracking remembers, and what its five states mean for your rules.',
      zh: '连接跟踪记住了什么，五种状态对规则意味着什么。',
    },
    lessons: [
      'new-and-established',
      'udp-and-ping',
      'related-icmp-errors',
      'ftp-helper',
      'invalid',
      'notrack',
      'timeouts-and-full-table',
      'new-rule-old-connection',
    ],
  },
  {
    id: 'nat',
    title: { en: 'NAT', zh: 'NAT' },
    about: {
      en: 'Who rewrites which address, when, and who puts it back.',
      zh: '谁在什么时候改写哪个地址，又由谁改回来。',
    },
    lessons: [
      'masquerade',
      'snat-or-masquerade',
      'port-forwarding',
      'nat-first-packet',
      'hairpin',
      'local-skips-prerouting',
      'redirect-to-proxy',
      'dnat-to-loopback',
    ],
  },
  {
    id: 'router',
    title: { en: 'The router', zh: '路由器' },
    about: {
      en: 'Forwarding, marks, two uplinks, TTL and MTU: where routing and netfilter meet.',
      zh: '转发、标记、双线接入、TTL 与 MTU：路由与 netfilter 相遇之处。',
    },
    lessons: ['ip-forward', 'mark-and-policy-routing', 'connmark', 'rp-filter', 'ttl-and-traceroute', 'mtu-and-icmp'],
  },
  {
    id: 'field',
    title: { en: 'In the field', zh: '实战' },
    about: {
      en: 'What goes wrong on real machines: Docker, Kubernetes, floods, lockouts and stale entries.',
      zh: '真实机器上会出的问题：Docker、Kubernetes、洪泛、把自己锁在外面、过期的表项。',
    },
    lessons: [
      'lockout',
      'docker-bypasses-input',
      'docker-forward-drop',
      'kube-proxy',
      'flood',
      'string-and-its-limits',
      'time-windows',
      'port-knocking',
      'anti-spoofing',
      'stale-udp',
      'two-rulesets',
    ],
  },
];

export const courseOf = (lesson: string): Course | null =>
  COURSES.find(({ lessons }) => lessons.includes(lesson)) ?? null;
