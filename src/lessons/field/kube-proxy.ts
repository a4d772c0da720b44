import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'kube-proxy',
  kind: 'find-the-bug',
  title: { en: 'kube-proxy’s chains, and the mark 0x4000', zh: 'kube-proxy 的链与 0x4000 标记' },
  story: {
    en:
      'A Kubernetes node spreads a service over two pods on other nodes, with nothing but iptables: chain after chain, and a rule that matches with a [probability](term:match) of one half. ' +
      'Pods reach the service. Visitors of the node port 30080 do not: their packets arrive at a pod, and the pod’s answer goes straight to them, from an address they never asked.\n\n' +
      'Make what comes in by the node port return through this node. What pods ask among themselves must keep its real sender.',
    zh:
      '一个 Kubernetes 节点只用 iptables 就把一个服务分摊到别的节点上的两个 Pod：一条链接一条链，还有一条以一半[概率](term:match)匹配的规则。Pod 能访问这个服务，' +
      'NodePort 30080 的访客却不能：他们的包到了 Pod，Pod 的应答直接发给他们，来自一个他们从未问过的地址。\n\n请让从 NodePort 进来的会话经本节点返回。Pod 之间的访问必须保留真实的发送者。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'node1',
      interfaces: [
        { name: 'eth0', addresses: ['10.0.0.11/24'] },
        { name: 'cni0', addresses: ['10.244.1.1/24'] },
      ],
      routes: [
        'default via 10.0.0.1 dev eth0',
        '10.244.2.0/24 via 10.0.0.12 dev eth0',
        '10.244.3.0/24 via 10.0.0.13 dev eth0',
      ],
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-EXT-WEB - [0:0]
:KUBE-MARK-MASQ - [0:0]
:KUBE-NODEPORTS - [0:0]
:KUBE-POSTROUTING - [0:0]
:KUBE-SEP-A - [0:0]
:KUBE-SEP-B - [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-WEB - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
-A KUBE-EXT-WEB -j KUBE-SVC-WEB
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-NODEPORTS -p tcp -m comment --comment "default/web" -m tcp --dport 30080 -j KUBE-EXT-WEB
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
-A KUBE-SEP-A -s 10.244.2.6/32 -m comment --comment "default/web" -j KUBE-MARK-MASQ
-A KUBE-SEP-A -p tcp -m comment --comment "default/web" -m tcp -j DNAT --to-destination 10.244.2.6:8080
-A KUBE-SEP-B -s 10.244.3.7/32 -m comment --comment "default/web" -j KUBE-MARK-MASQ
-A KUBE-SEP-B -p tcp -m comment --comment "default/web" -m tcp -j DNAT --to-destination 10.244.3.7:8080
-A KUBE-SERVICES -d 10.96.0.10/32 -p tcp -m comment --comment "default/web cluster IP" -m tcp --dport 80 -j KUBE-SVC-WEB
-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
-A KUBE-SVC-WEB -m comment --comment "default/web -> 10.244.2.6:8080" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-A
-A KUBE-SVC-WEB -m comment --comment "default/web -> 10.244.3.7:8080" -j KUBE-SEP-B
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'cni0',
        src: '10.244.1.5',
        dst: '10.96.0.10',
        proto: 'tcp',
        sport: 40001,
        dport: 80,
        flags: 'SYN',
      },
      note: {
        en: 'A pod asks the service. Follow it through four chains.',
        zh: '一个 Pod 访问服务。跟着它走过四条链。',
      },
      goal: {
        says: { en: 'A pod’s request keeps its sender', zh: 'Pod 的请求保留发送者' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '10.244.1.5', dport: 8080 } },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '10.0.0.11',
        proto: 'tcp',
        sport: 51000,
        dport: 30080,
        flags: 'SYN',
      },
      note: {
        en: 'A visitor of the node port. Which sender does the pod on the other node see?',
        zh: 'NodePort 的访客。别的节点上的 Pod 看到的发送者是谁？',
      },
      goal: {
        says: { en: 'A visitor’s request leaves as 10.0.0.11', zh: '访客的请求以 10.0.0.11 发出' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '10.0.0.11', dport: 8080 } },
      },
    },
    {
      reply: { to: 2 },
      goal: {
        says: { en: 'And the answer goes to the visitor from port 30080', zh: '应答从 30080 端口回到访客' },
        expect: { outcome: 'forwarded', packet: { src: '10.0.0.11', sport: 30080, dst: '198.51.100.7' } },
      },
    },
  ],
  hints: [
    {
      en: 'KUBE-POSTROUTING masquerades what carries the mark 0x4000. Who sets that mark, and for whom?',
      zh: 'KUBE-POSTROUTING 只伪装带 0x4000 标记的包。谁来打这个标记，打给谁？',
    },
    {
      en: 'KUBE-MARK-MASQ is there, but no packet from the node port ever jumps to it.',
      zh: 'KUBE-MARK-MASQ 在那里，但从 NodePort 来的包从不跳进去。',
    },
    {
      en: 'Put it first in the chain for outside traffic: `iptables -t nat -I KUBE-EXT-WEB -j KUBE-MARK-MASQ`.',
      zh: '把它放在外部流量那条链的最前面：`iptables -t nat -I KUBE-EXT-WEB -j KUBE-MARK-MASQ`。',
    },
  ],
  solution: ['iptables -t nat -I KUBE-EXT-WEB -j KUBE-MARK-MASQ'],
  explanation: {
    en:
      'kube-proxy splits the work: chains in PREROUTING choose a pod by DNAT, and a [mark](term:mark) notes that the sender has to be replaced as well, which can only be done in POSTROUTING. The chains named KUBE-SVC choose among the pods: ' +
      'with three of them the probabilities are 1/3, 1/2, and the rest, because each rule only sees what the one before left over. The choice falls once a connection; the [entry](term:conntrack-entry) remembers it.',
    zh:
      'kube-proxy 把工作拆开：PREROUTING 里的链用 DNAT 选定一个 Pod，再用[标记](term:mark)记下“发送者也要换”，因为那只能在 POSTROUTING 做。名为 KUBE-SVC 的链负责挑选：' +
      '有三个 Pod 时，概率依次是 1/3、1/2 和剩下的全部，因为每条规则只看得到前一条剩下的。每条连接只挑一次，[表项](term:conntrack-entry)会记住。',
  },
  remember: {
    en: 'DNAT chooses the pod, the mark asks for SNAT, and the entry keeps both.',
    zh: 'DNAT 选 Pod，标记要求 SNAT，表项把两者都记住。',
  },
  inIptables: [
    'iptables -t nat -A KUBE-SVC-WEB -m statistic --mode random --probability 0.5 -j KUBE-SEP-A',
    'iptables -t nat -A KUBE-POSTROUTING -m mark --mark 0x4000/0x4000 -j MASQUERADE',
  ],
  tryIt: [
    {
      command: 'iptables-save -t nat | grep KUBE-SVC',
      says: { en: 'One chain a service, one line a pod.', zh: '一个服务一条链，一个 Pod 一行。' },
    },
  ],
};
