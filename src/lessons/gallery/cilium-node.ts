import type { GalleryScenario } from './gallery-scenario.ts';
import { tcp } from './packets.ts';

const POD = '10.244.1.22';

export const ciliumNode: GalleryScenario = {
  id: 'cilium-node',
  title: { en: 'Cilium node, without netfilter', zh: 'Cilium 节点：不用 netfilter' },
  description: {
    en:
      'The services of the Kubernetes node, and not one rule: Cilium’s BPF programs track and rewrite, at connect() and at the network cards. ' +
      '**They are not simulated here.** You see netfilter’s side: empty tables, and what would become of each packet if it depended on them.',
    zh:
      '服务与 Kubernetes 节点那个场景相同，规则却一条也没有：Cilium 的 BPF 程序在 connect() 和网卡处跟踪、改写。' +
      '**这里不模拟它们。**你看到的是 netfilter 这一侧：空的表，以及单靠它们时每个包的下场。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'node1',
      interfaces: [
        { name: 'eth0', addresses: ['192.168.10.11/24'] },
        { name: 'lxc4f2a', addresses: ['10.244.1.1/24'] },
      ],
      routes: [
        'default via 192.168.10.1 dev eth0',
        '10.244.2.0/24 via 192.168.10.12 dev eth0',
        '10.244.3.0/24 via 192.168.10.13 dev eth0',
      ],
      conntrack: 'auto',
    },
    ruleset: '',
  },
  timeline: [
    {
      step: {
        packet: tcp(['lxc4f2a', POD, '10.244.2.31'], 40001, 8080),
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: POD, dst: '10.244.2.31', dport: 8080 } },
      },
      note: {
        en: 'The pod called connect() for the service 10.96.20.80:80. A BPF program there put a pod’s address in its place, before there was a packet. This is the packet.',
        zh: 'Pod 对服务 10.96.20.80:80 调用了 connect()。那里的 BPF 程序当场换成了某个 Pod 的地址，那时还没有包。这才是发出的包。',
      },
    },
    {
      step: { reply: { to: 1, flags: 'SYN,ACK' }, expect: { outcome: 'forwarded', to: 'lxc4f2a' } },
      note: { en: 'The answer, back to the pod: nothing to undo here.', zh: '应答回到 Pod：这里没有什么要撤销的。' },
    },
    {
      step: { command: 'iptables-save', expect: { exit: 0, stdout: ':PREROUTING ACCEPT' } },
      note: {
        en: 'Four tables, no rule in any. kube-proxy is not installed.',
        zh: '四张表，一条规则也没有。没有安装 kube-proxy。',
      },
    },
    {
      step: { command: 'conntrack -C', expect: { exit: 0, stdout: '0\n' } },
      note: {
        en: 'A connection, and no entry: no rule needs conntrack, so it does not even run. `ss` and `netstat` on the node do not know of it either.',
        zh: '有连接，却没有表项：没有规则需要 conntrack，它根本没有运行。节点上的 `ss` 和 `netstat` 也不知道这条连接。',
      },
    },
    {
      step: {
        packet: tcp(['lxc4f2a', POD, '10.96.20.80'], 40002, 80),
        expect: { outcome: 'forwarded', to: 'eth0', packet: { dst: '10.96.20.80', dport: 80 } },
      },
      note: {
        en: 'The service address itself, with no program in the way: no table knows it, and it goes to the default gateway and is lost.',
        zh: '直接发往服务地址，没有程序拦截：没有哪张表认识它，于是走默认网关，就此丢失。',
      },
    },
    {
      step: { packet: tcp(['eth0', '198.51.100.7', '192.168.10.11'], 51000, 30080), expect: { outcome: 'dropped' } },
      note: {
        en: 'A NodePort. On a Cilium node a BPF program at eth0 rewrites this before netfilter’s first hook. Without it: a closed port, a RST.',
        zh: 'NodePort。在 Cilium 节点上，eth0 处的 BPF 程序在 netfilter 第一个钩子之前就改写了它。没有它：端口关闭，回 RST。',
      },
    },
    {
      step: { command: 'cilium bpf ct list global', expect: { exit: 1 } },
      note: {
        en: 'The command that lists Cilium’s connections on a real node. Here it says what is missing.',
        zh: '在真实节点上，这条命令列出 Cilium 的连接。在这里，它说明缺了什么。',
      },
    },
    {
      step: { command: 'cilium bpf nat list', expect: { exit: 1 } },
      note: {
        en: 'And the one for its source NAT. Looking for a lost connection on such a node, ask these two, not `conntrack -L`.',
        zh: '这一条列出它的源地址转换。在这种节点上找丢失的连接，要问这两条，而不是 `conntrack -L`。',
      },
    },
  ],
};
