import type { Localised } from '../lesson.ts';

/** A term of the field, as a popover explains it. */
export interface Term {
  /** Used in lessons: `[words](term:conntrack-entry)`. */
  readonly id: string;
  readonly name: Localised;
  /** One to three sentences of Markdown. */
  readonly says: Localised;
}

/** In the order in which the glossary lists them. */
export const GLOSSARY: readonly Term[] = [
  {
    id: 'hook',
    name: { en: 'hook', zh: '钩子' },
    says: {
      en: 'One of five places on a packet’s road where netfilter may look at it: PREROUTING, INPUT, FORWARD, OUTPUT, POSTROUTING.',
      zh: '数据包路上的五个检查点之一，netfilter 在那里查看数据包：PREROUTING、INPUT、FORWARD、OUTPUT、POSTROUTING。',
    },
  },
  {
    id: 'table',
    name: { en: 'table', zh: '表' },
    says: {
      en: 'A set of chains for one purpose: raw, mangle, nat, filter, security. At a hook the tables are asked in a fixed order.',
      zh: '为一种用途而设的一组链：raw、mangle、nat、filter、security。在同一个钩子上，各表按固定顺序被询问。',
    },
  },
  {
    id: 'chain',
    name: { en: 'chain', zh: '链' },
    says: {
      en: 'A numbered list of rules. A packet is held against them from the first down until one decides.',
      zh: '一串编了号的规则。数据包从第一条往下逐条比对，直到有一条作出裁决。',
    },
  },
  {
    id: 'rule',
    name: { en: 'rule', zh: '规则' },
    says: {
      en: 'Conditions and a target: if every condition matches, the target is carried out and the packet counted.',
      zh: '若干条件加一个目标：条件全部匹配时，计数并执行目标。',
    },
  },
  {
    id: 'match',
    name: { en: 'match', zh: '匹配' },
    says: {
      en: 'One condition of a rule, such as `-p tcp` or `-m conntrack --ctstate NEW`. All of a rule’s matches must hold.',
      zh: '规则里的一个条件，例如 `-p tcp` 或 `-m conntrack --ctstate NEW`。一条规则的所有匹配都要成立。',
    },
  },
  {
    id: 'target',
    name: { en: 'target', zh: '目标' },
    says: {
      en: 'What a rule does with a packet that matches: a verdict (ACCEPT, DROP), a jump to a chain, or an extension such as LOG or DNAT.',
      zh: '规则对匹配的数据包做什么：给出裁决（ACCEPT、DROP）、跳转到另一条链，或执行 LOG、DNAT 之类的扩展。',
    },
  },
  {
    id: 'verdict',
    name: { en: 'verdict', zh: '裁决' },
    says: {
      en: 'The word that ends a packet’s way through a table: ACCEPT lets it go on to the next table, DROP ends it for good.',
      zh: '结束数据包在一张表中行程的决定：ACCEPT 放它去下一张表，DROP 就此了结。',
    },
  },
  {
    id: 'policy',
    name: { en: 'policy', zh: '默认策略' },
    says: {
      en: 'What a built-in chain says when none of its rules decided: ACCEPT or DROP.',
      zh: '内置链在没有任何规则作出裁决时的答复：ACCEPT 或 DROP。',
    },
  },
  {
    id: 'built-in-chain',
    name: { en: 'built-in chain', zh: '内置链' },
    says: {
      en: 'A chain that a hook calls by itself: INPUT, FORWARD and so on. Only it has a policy.',
      zh: '由钩子直接调用的链，如 INPUT、FORWARD。只有内置链才有默认策略。',
    },
  },
  {
    id: 'user-chain',
    name: { en: 'user-defined chain', zh: '自定义链' },
    says: {
      en: 'A chain made with `iptables -N`. Nothing enters it but by a jump or goto, and at its end the packet returns to the caller.',
      zh: '用 `iptables -N` 建立的链。只有跳转才能进入，走到末尾就回到调用者。',
    },
  },
  {
    id: 'jump',
    name: { en: 'jump', zh: '跳转' },
    says: {
      en: '`-j CHAIN`: go on in another chain and come back after the rule that jumped, unless something decides there.',
      zh: '`-j 链名`：到另一条链继续；若那里没有裁决，就回到跳转规则的下一条。',
    },
  },
  {
    id: 'return',
    name: { en: 'RETURN', zh: 'RETURN' },
    says: {
      en: 'Leaves the chain at once: back to the caller, or to the policy in a built-in chain.',
      zh: '立即离开当前链：回到调用者；在内置链中则交给默认策略。',
    },
  },
  {
    id: 'counter',
    name: { en: 'counter', zh: '计数器' },
    says: {
      en: 'Packets and bytes that a rule or policy has matched. `iptables -nvL` shows it; a rule at zero was never reached or never matched.',
      zh: '规则或默认策略匹配过的包数和字节数，用 `iptables -nvL` 查看；为零的规则从未被走到或从未匹配。',
    },
  },
  {
    id: 'prerouting',
    name: { en: 'PREROUTING', zh: 'PREROUTING' },
    says: {
      en: 'The hook that every packet from outside passes first, before anyone knows where it will go. Destinations are rewritten here.',
      zh: '外来数据包最先经过的钩子，此时还不知道它要去哪里。目的地址在这里改写。',
    },
  },
  {
    id: 'input',
    name: { en: 'INPUT', zh: 'INPUT' },
    says: {
      en: 'The hook for packets that will be delivered to this machine.',
      zh: '将要交付本机的数据包所经过的钩子。',
    },
  },
  {
    id: 'forward',
    name: { en: 'FORWARD', zh: 'FORWARD' },
    says: {
      en: 'The hook for packets that this machine passes on to others. It never sees packets for or from the machine itself.',
      zh: '由本机转交他人的数据包所经过的钩子。发给本机或本机发出的包从不经过它。',
    },
  },
  {
    id: 'output',
    name: { en: 'OUTPUT', zh: 'OUTPUT' },
    says: {
      en: 'The hook for packets made on this machine, answers of its own stack among them.',
      zh: '本机产生的数据包所经过的钩子，包括协议栈自己发出的应答。',
    },
  },
  {
    id: 'postrouting',
    name: { en: 'POSTROUTING', zh: 'POSTROUTING' },
    says: {
      en: 'The last hook before a packet leaves, whether forwarded or made here. Sources are rewritten here.',
      zh: '数据包离开之前的最后一个钩子，转发的和本机产生的都经过。源地址在这里改写。',
    },
  },
  {
    id: 'routing-decision',
    name: { en: 'routing decision', zh: '路由判决' },
    says: {
      en: 'The kernel looks the destination up: is it mine, or by which interface and neighbour does it leave? It parts INPUT from FORWARD.',
      zh: '内核查找目的地：是本机，还是从哪个接口交给哪个邻居？INPUT 与 FORWARD 在此分路。',
    },
  },
  {
    id: 'raw',
    name: { en: 'raw', zh: 'raw' },
    says: {
      en: 'The table that is asked before connection tracking. It decides whether, and how, a packet is tracked at all.',
      zh: '在连接跟踪之前被询问的表，决定数据包是否以及如何被跟踪。',
    },
  },
  {
    id: 'mangle',
    name: { en: 'mangle', zh: 'mangle' },
    says: {
      en: 'The table that changes what is neither address nor port: TTL, TOS, the packet’s mark, the MSS option.',
      zh: '修改地址端口以外内容的表：TTL、TOS、数据包标记、MSS 选项。',
    },
  },
  {
    id: 'nat-table',
    name: { en: 'nat', zh: 'nat' },
    says: {
      en: 'The table that chooses new addresses and ports. It is asked for the first packet of a connection only; the rest follow the entry.',
      zh: '选择新地址和端口的表。只有连接的第一个包会询问它，其余的包照连接跟踪表项办理。',
    },
  },
  {
    id: 'filter',
    name: { en: 'filter', zh: 'filter' },
    says: {
      en: 'The table that lets through or stops: the one `iptables` means when no `-t` is given.',
      zh: '负责放行或拦截的表；`iptables` 不写 `-t` 时指的就是它。',
    },
  },
  {
    id: 'security',
    name: { en: 'security', zh: 'security' },
    says: {
      en: 'The table after filter, for SELinux marks. Few machines use it.',
      zh: '排在 filter 之后、用于 SELinux 标记的表，很少用到。',
    },
  },
  {
    id: 'conntrack',
    name: { en: 'connection tracking', zh: '连接跟踪' },
    says: {
      en: 'The part of netfilter that remembers conversations. It reads each packet’s tuple, finds or makes an entry, and gives the packet a state.',
      zh: 'netfilter 中记住会话的部分：读出每个包的元组，找到或建立表项，并给包一个状态。',
    },
  },
  {
    id: 'tuple',
    name: { en: 'tuple', zh: '元组' },
    says: {
      en: 'What tells one conversation from another: protocol, source and destination address, and ports (for ping: type, code and id).',
      zh: '区分不同会话的一组值：协议、源地址、目的地址和端口（ping 则是类型、代码和 id）。',
    },
  },
  {
    id: 'flow',
    name: { en: 'flow', zh: '流' },
    says: {
      en: 'All packets with one tuple. A connection is two flows: the original one and the reply.',
      zh: '元组相同的所有数据包。一个连接由两个流组成：原始方向和应答方向。',
    },
  },
  {
    id: 'conntrack-entry',
    name: { en: 'conntrack entry', zh: '连接跟踪表项' },
    says: {
      en: 'One connection in the kernel’s table: both tuples, state, timeout, counters, marks. `conntrack -L` lists them.',
      zh: '内核表中的一个连接：两个方向的元组、状态、超时、计数器、标记。用 `conntrack -L` 列出。',
    },
  },
  {
    id: 'direction',
    name: { en: 'direction', zh: '方向' },
    says: {
      en: 'Original is the way of the packet that made the entry; reply is the way back.',
      zh: '建立表项的那个包的方向是原始方向，往回走的是应答方向。',
    },
  },
  {
    id: 'state',
    name: { en: 'state', zh: '状态' },
    says: {
      en: 'What connection tracking says of a packet: NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED.',
      zh: '连接跟踪对数据包的判断：NEW、ESTABLISHED、RELATED、INVALID 或 UNTRACKED。',
    },
  },
  {
    id: 'new',
    name: { en: 'NEW', zh: 'NEW' },
    says: {
      en: 'The packet belongs to a connection of which no answer has been seen yet. It need not be a SYN.',
      zh: '数据包所属的连接还没有见到应答。它不一定是 SYN。',
    },
  },
  {
    id: 'established',
    name: { en: 'ESTABLISHED', zh: 'ESTABLISHED' },
    says: {
      en: 'The packet belongs to a connection that has been seen in both directions. UDP and ping have it too.',
      zh: '数据包所属的连接已见到双向的包。UDP 和 ping 也有这种状态。',
    },
  },
  {
    id: 'related',
    name: { en: 'RELATED', zh: 'RELATED' },
    says: {
      en: 'The packet begins a connection that another one announced (FTP’s data), or is an ICMP error about one.',
      zh: '数据包开始的连接由另一个连接所预告（FTP 的数据连接），或者它是关于某个连接的 ICMP 差错。',
    },
  },
  {
    id: 'invalid',
    name: { en: 'INVALID', zh: 'INVALID' },
    says: {
      en: 'The packet fits no connection and may not begin one: a bad checksum, impossible flags, an error about nothing known.',
      zh: '数据包不属于任何连接，也不能开始一个连接：校验和错误、不可能的标志、与已知连接无关的差错报文。',
    },
  },
  {
    id: 'untracked',
    name: { en: 'UNTRACKED', zh: 'UNTRACKED' },
    says: {
      en: 'The packet was exempted from tracking in the raw table. It has no entry, and neither NEW nor ESTABLISHED matches it.',
      zh: '在 raw 表中被免除跟踪的数据包。它没有表项，NEW 和 ESTABLISHED 都不匹配它。',
    },
  },
  {
    id: 'assured',
    name: { en: 'ASSURED', zh: 'ASSURED' },
    says: {
      en: 'A mark on an entry that has seen real traffic both ways. When the table is full, entries without it are dropped first.',
      zh: '表项上的标志：已有真正的双向往来。表满时，先丢弃没有它的表项。',
    },
  },
  {
    id: 'confirmed',
    name: { en: 'confirmed', zh: '确认' },
    says: {
      en: 'An entry is put into the table only when its first packet has passed the last hook. What is dropped before leaves no entry.',
      zh: '第一个包通过最后一个钩子之后，表项才真正进入连接跟踪表。在此之前被丢弃的包不留表项。',
    },
  },
  {
    id: 'timeout',
    name: { en: 'timeout', zh: '超时' },
    says: {
      en: 'Seconds of silence after which an entry is forgotten: five days for an established TCP connection, 30 seconds for a single UDP packet.',
      zh: '沉默多少秒后表项被忘掉：已建立的 TCP 连接是五天，单个 UDP 包是 30 秒。',
    },
  },
  {
    id: 'expectation',
    name: { en: 'expectation', zh: '期望' },
    says: {
      en: 'A helper’s note that a connection with a certain tuple will come and belongs to another one.',
      zh: '连接跟踪助手记下的预告：将有某个元组的连接到来，它从属于另一个连接。',
    },
  },
  {
    id: 'helper',
    name: { en: 'helper', zh: '连接跟踪助手' },
    says: {
      en: 'A module that reads a protocol’s own words (FTP’s PORT, for instance) and expects the connections that they announce. Assigned by `-j CT --helper`.',
      zh: '读懂某种协议内容（例如 FTP 的 PORT）、并期望其中预告的连接的模块。用 `-j CT --helper` 指派。',
    },
  },
  {
    id: 'nat',
    name: { en: 'NAT', zh: 'NAT' },
    says: {
      en: 'Network address translation: rewriting addresses or ports, remembered in the entry so that answers are rewritten back by themselves.',
      zh: '网络地址转换：改写地址或端口，并记在表项里，应答会自动改回来。',
    },
  },
  {
    id: 'snat',
    name: { en: 'SNAT', zh: 'SNAT' },
    says: {
      en: 'Rewrites the source address, in POSTROUTING, to one that you name. Answers come back to that address.',
      zh: '在 POSTROUTING 把源地址改成你指定的地址，应答就回到那个地址。',
    },
  },
  {
    id: 'dnat',
    name: { en: 'DNAT', zh: 'DNAT' },
    says: {
      en: 'Rewrites the destination, in PREROUTING or OUTPUT, before routing looks at it. All later chains see the new one.',
      zh: '在 PREROUTING 或 OUTPUT 改写目的地址，早于路由判决。之后的链看到的都是新地址。',
    },
  },
  {
    id: 'masquerade',
    name: { en: 'MASQUERADE', zh: 'MASQUERADE' },
    says: {
      en: 'SNAT to whatever address the outgoing interface has now; its connections are forgotten when the interface goes down.',
      zh: '把源地址改成出口接口当前地址的 SNAT；接口断开时它的连接即被忘掉。',
    },
  },
  {
    id: 'redirect',
    name: { en: 'REDIRECT', zh: 'REDIRECT' },
    says: {
      en: 'DNAT to this machine itself: to the address of the interface the packet came in by, to 127.0.0.1 for local packets.',
      zh: '目的改为本机的 DNAT：外来的包改成入口接口的地址，本机发出的包改成 127.0.0.1。',
    },
  },
  {
    id: 'hairpin',
    name: { en: 'hairpin NAT', zh: '回环 NAT' },
    says: {
      en: 'NAT for clients and a server in the same network that meet through the router’s public address: source and destination must both be rewritten.',
      zh: '客户端和服务器在同一网段却通过路由器的公网地址相见时的 NAT：源和目的都要改写。',
    },
  },
  {
    id: 'port-forwarding',
    name: { en: 'port forwarding', zh: '端口转发' },
    says: {
      en: 'DNAT of one port of the router to a machine behind it, and a rule in FORWARD that lets it pass.',
      zh: '把路由器的一个端口 DNAT 到身后的机器，并在 FORWARD 中放行。',
    },
  },
  {
    id: 'reject',
    name: { en: 'REJECT', zh: 'REJECT' },
    says: {
      en: 'Stops the packet and tells its sender: an ICMP error, or a RST for TCP.',
      zh: '拦下数据包并告知发送者：回一个 ICMP 差错，TCP 可以回 RST。',
    },
  },
  {
    id: 'drop',
    name: { en: 'DROP', zh: 'DROP' },
    says: {
      en: 'Stops the packet without a word. Its sender waits until it gives up.',
      zh: '无声地丢掉数据包，发送者只能等到超时。',
    },
  },
  {
    id: 'log',
    name: { en: 'LOG', zh: 'LOG' },
    says: {
      en: 'Writes a line about the packet to the kernel log and goes on with the next rule: it decides nothing.',
      zh: '把数据包的一行信息写进内核日志，然后继续下一条规则：它不作裁决。',
    },
  },
  {
    id: 'rate-limit',
    name: { en: 'rate limit', zh: '限速' },
    says: {
      en: '`-m limit` or `-m hashlimit`: the rule matches only so often. What is above the rate does not match and meets the next rule.',
      zh: '`-m limit` 或 `-m hashlimit`：规则只在限定的频率内匹配。超出的包不匹配，落到下一条规则。',
    },
  },
  {
    id: 'token-bucket',
    name: { en: 'token bucket', zh: '令牌桶' },
    says: {
      en: 'A limit’s memory: each match takes a token, time puts tokens back, and the burst is how many fit.',
      zh: 'limit 的记忆：每次匹配取走一个令牌，时间会补回令牌，burst 是桶的容量。',
    },
  },
  {
    id: 'mark',
    name: { en: 'mark', zh: '标记' },
    says: {
      en: 'A number on the packet inside this machine, set with `-j MARK`. It never goes on the wire; rules and routing can read it.',
      zh: '数据包在本机之内携带的数字，用 `-j MARK` 设置。它不会上线路；规则和路由可以读取。',
    },
  },
  {
    id: 'connmark',
    name: { en: 'connmark', zh: '连接标记' },
    says: {
      en: 'A number kept in the conntrack entry. `-j CONNMARK` copies it to packets and back, so that replies can carry it.',
      zh: '保存在连接跟踪表项里的数字。`-j CONNMARK` 在它与数据包标记之间复制，应答也就能带上。',
    },
  },
  {
    id: 'policy-routing',
    name: { en: 'policy routing', zh: '策略路由' },
    says: {
      en: 'Choosing the routing table by more than the destination: source, mark, interface. `ip rule` lists the choices in order.',
      zh: '不只按目的地选择路由表，还看源地址、标记、接口。`ip rule` 按顺序列出这些选择。',
    },
  },
  {
    id: 'routing-table',
    name: { en: 'routing table', zh: '路由表' },
    says: {
      en: 'A list of prefixes with a way for each; the longest prefix that fits wins. There may be many: main is the usual one.',
      zh: '前缀及其去路的列表，最长匹配的前缀获胜。可以有多张，通常用的是 main。',
    },
  },
  {
    id: 'ip-forward',
    name: { en: 'ip_forward', zh: 'ip_forward' },
    says: {
      en: 'The switch that makes a machine a router: with `net.ipv4.ip_forward=0` it drops what is not for itself.',
      zh: '把机器变成路由器的开关：`net.ipv4.ip_forward=0` 时，不是给自己的包一律丢弃。',
    },
  },
  {
    id: 'rp-filter',
    name: { en: 'rp_filter', zh: 'rp_filter' },
    says: {
      en: 'Drops a packet if the way back to its source would not leave by the interface it came in by (strict), or by none at all (loose).',
      zh: '若回到源地址的路不从该包进入的接口出去（严格），或根本无路可回（宽松），就丢弃它。',
    },
  },
  {
    id: 'martian',
    name: { en: 'martian', zh: '火星包' },
    says: {
      en: 'A packet with an address that cannot be where it appears, such as 127.0.0.1 from outside. The kernel drops it before any rule of filter.',
      zh: '地址不可能出现在该处的包，例如从外面来的 127.0.0.1。内核在 filter 的任何规则之前就把它丢弃。',
    },
  },
  {
    id: 'ttl',
    name: { en: 'TTL', zh: 'TTL' },
    says: {
      en: 'Hops that a packet may still make. Each router takes one off; at zero it is dropped and its sender told. Traceroute lives on that.',
      zh: '数据包还能走的跳数。每个路由器减一，减到零就丢弃并告知发送者。traceroute 靠的就是它。',
    },
  },
  {
    id: 'mtu',
    name: { en: 'MTU', zh: 'MTU' },
    says: {
      en: 'The largest datagram that an interface sends whole, in bytes.',
      zh: '接口能整个发出的最大数据报字节数。',
    },
  },
  {
    id: 'mss',
    name: { en: 'MSS', zh: 'MSS' },
    says: {
      en: 'The largest piece of data that a TCP end wants in one segment; told in the SYN. `-j TCPMSS` can lower it.',
      zh: 'TCP 一端愿意在一个报文段里接收的最大数据量，写在 SYN 里。`-j TCPMSS` 可以把它调小。',
    },
  },
  {
    id: 'path-mtu-discovery',
    name: { en: 'path MTU discovery', zh: '路径 MTU 发现' },
    says: {
      en: 'Senders set DF and learn the smallest MTU of the way from ICMP errors. Whoever blocks these makes large packets vanish.',
      zh: '发送者设置 DF，从 ICMP 差错中得知沿途最小的 MTU。拦掉这些差错，大包就会无声消失。',
    },
  },
  {
    id: 'fragment',
    name: { en: 'fragment', zh: '分片' },
    says: {
      en: 'A piece of a datagram that was too large for a link. Only the first has ports; connection tracking puts them together first.',
      zh: '因超过链路 MTU 而被切开的数据报片段。只有第一片带端口；连接跟踪会先把它们重组。',
    },
  },
  {
    id: 'icmp-error',
    name: { en: 'ICMP error', zh: 'ICMP 差错' },
    says: {
      en: 'A message about another packet, of which it quotes the beginning: unreachable, time exceeded, fragmentation needed.',
      zh: '关于另一个数据包的消息，并引用其开头：不可达、超时、需要分片。',
    },
  },
  {
    id: 'syn',
    name: { en: 'SYN', zh: 'SYN' },
    says: {
      en: 'The flag of the first segment of a TCP connection.',
      zh: 'TCP 连接第一个报文段的标志。',
    },
  },
  {
    id: 'handshake',
    name: { en: 'handshake', zh: '三次握手' },
    says: {
      en: 'SYN, SYN and ACK, ACK: how two ends begin a TCP connection.',
      zh: 'SYN、SYN+ACK、ACK：双方开始一个 TCP 连接的过程。',
    },
  },
  {
    id: 'rst',
    name: { en: 'RST', zh: 'RST' },
    says: {
      en: 'The flag that ends a TCP connection at once; also the answer of a closed port.',
      zh: '立即终止 TCP 连接的标志，也是关闭端口的应答。',
    },
  },
  {
    id: 'port',
    name: { en: 'port', zh: '端口' },
    says: {
      en: 'A number in TCP and UDP headers that says which program at an address is meant.',
      zh: 'TCP 和 UDP 头部的数字，指明同一地址上的哪个程序。',
    },
  },
  {
    id: 'socket',
    name: { en: 'socket', zh: '套接字' },
    says: {
      en: 'A program’s end of a conversation: an address, a port and a protocol that it listens on or sends from.',
      zh: '程序一侧的会话端点：它监听或发送所用的地址、端口和协议。',
    },
  },
  {
    id: 'interface',
    name: { en: 'interface', zh: '接口' },
    says: {
      en: 'Where packets come in and leave: eth0, docker0, lo. Matched with `-i` and `-o`.',
      zh: '数据包进出的地方：eth0、docker0、lo。用 `-i` 和 `-o` 匹配。',
    },
  },
  {
    id: 'loopback',
    name: { en: 'loopback', zh: '回环接口' },
    says: {
      en: 'The interface `lo`, by which a machine talks to itself. Its packets pass OUTPUT, POSTROUTING, PREROUTING and INPUT.',
      zh: '接口 `lo`，机器借它与自己通信。其上的包经过 OUTPUT、POSTROUTING、PREROUTING 和 INPUT。',
    },
  },
  {
    id: 'gateway',
    name: { en: 'gateway', zh: '网关' },
    says: {
      en: 'The neighbour that a packet is handed to when its destination is not on a network of ours.',
      zh: '目的地不在直连网络时，数据包交给的那个邻居。',
    },
  },
  {
    id: 'subnet',
    name: { en: 'subnet', zh: '子网' },
    says: {
      en: 'Addresses with the same leading bits, written with their number: 192.168.1.0/24.',
      zh: '前若干位相同的一组地址，写上位数：192.168.1.0/24。',
    },
  },
  {
    id: 'spoofing',
    name: { en: 'spoofing', zh: '地址伪造' },
    says: {
      en: 'Sending with a source address that is not one’s own.',
      zh: '用不属于自己的源地址发送数据包。',
    },
  },
  {
    id: 'ipset',
    name: { en: 'ipset', zh: 'ipset' },
    says: {
      en: 'A named set of addresses, networks or ports in the kernel, looked up at once whatever its size: `-m set --match-set`.',
      zh: '内核中有名字的地址、网络或端口集合，不论多大都能一次查到：`-m set --match-set`。',
    },
  },
  {
    id: 'nftables',
    name: { en: 'nftables', zh: 'nftables' },
    says: {
      en: 'The successor of iptables, on the same hooks and the same connection tracking. `iptables-translate` prints a rule in its language.',
      zh: 'iptables 的继任者，使用同样的钩子和连接跟踪。`iptables-translate` 能把规则写成它的语言。',
    },
  },
  {
    id: 'iptables-save',
    name: { en: 'iptables-save', zh: 'iptables-save' },
    says: {
      en: 'Prints the whole ruleset as text; `iptables-restore` loads such a text at one stroke.',
      zh: '把整个规则集输出成文本；`iptables-restore` 一次性载入这样的文本。',
    },
  },
  {
    id: 'trace',
    name: { en: 'TRACE', zh: 'TRACE' },
    says: {
      en: 'A target of raw: every rule that the packet then meets is written to the kernel log.',
      zh: 'raw 表的目标：此后该包遇到的每条规则都会写进内核日志。',
    },
  },
];
