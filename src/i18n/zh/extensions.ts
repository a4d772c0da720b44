import type { extensions as english } from '../en/extensions.ts';
import type { Translated } from '../translated.ts';

export const extensions: Translated<typeof english> = {
  addrtype: {
    about: '源或目的地址对本机而言属于哪一类：本机地址（LOCAL）、广播、多播等',
    options: {
      'src-type': '源地址可以属于的类型',
      'dst-type': '目的地址可以属于的类型；LOCAL 是本机自己的地址',
      'limit-iface-in': '只看包进入的接口上的地址',
      'limit-iface-out': '只看包离开的接口上的地址',
    },
  },
  ah: {
    about: 'IPsec 认证头（AH）中的 SPI',
    options: {
      ahspi: '一个 SPI，或 from:to 形式的范围',
    },
  },
  bpf: {
    about: '由一段经典 BPF 程序判定',
  },
  cgroup: {
    about: '拥有发送或接收套接字的进程所属的 cgroup',
  },
  cluster: {
    about: '按源地址散列，把包分给集群中的各节点',
  },
  comment: {
    about: '写给人看的注释，总是匹配',
    options: {
      comment: '最多 255 个字符；iptables-save 会保留',
    },
  },
  connbytes: {
    about: '该连接到目前为止传输了多少包或字节。需要开启计数',
    options: {
      connbytes: '范围 from:to；冒号后留空表示没有上限',
      'connbytes-dir': '统计哪个方向：original、reply 或 both',
      'connbytes-mode': '统计包数、字节数，或平均包长',
    },
  },
  connlabel: {
    about: '加在连接上的标签',
  },
  connlimit: {
    about: '一个地址（或一个网段）当前打开了多少条连接',
    options: {
      'connlimit-upto': '连接数不超过此值时匹配',
      'connlimit-above': '连接数超过此值时匹配',
      'connlimit-mask': '前缀长度：同一网段的地址合并计数',
      'connlimit-saddr': '按源地址计数（默认）',
      'connlimit-daddr': '按目的地址计数',
    },
  },
  connmark: {
    about: '连接上的标记，该连接的所有包共享',
    options: {
      mark: '值，或 值/掩码：掩码内的位必须相等',
    },
  },
  conntrack: {
    about: '连接跟踪对该包的判断：新建、属于已知连接、相关、无效，以及条目的细节',
    options: {
      ctstate:
        'NEW 开启新连接；ESTABLISHED 属于已有应答的连接；RELATED 由已有连接引起（ICMP 差错、FTP 数据）；INVALID 不属于任何连接；UNTRACKED 被免于跟踪。SNAT、DNAT：连接做过地址转换',
      ctproto: '连接的协议',
      ctorigsrc: '首个包的源地址（NAT 之前）',
      ctorigdst: '首个包的目的地址（NAT 之前）：可用来识别被 DNAT 转发的连接',
      ctreplsrc: '应答包的源地址',
      ctrepldst: '应答包的目的地址',
      ctstatus: '是否 EXPECTED、SEEN_REPLY、ASSURED、CONFIRMED',
      ctexpire: '条目还剩多少秒过期',
      ctdir: '本包在连接中的方向：ORIGINAL 或 REPLY',
    },
  },
  cpu: {
    about: '处理该包的 CPU',
  },
  dccp: {
    about: 'DCCP 的端口、包类型和选项',
  },
  devgroup: {
    about: '接口所属的组（ip link set … group）',
  },
  dscp: {
    about: 'IP 头中 6 位的 DSCP：包的服务等级',
    options: {
      dscp: '值，0 到 63',
      'dscp-class': '类名：EF、AF11、CS1 等',
    },
  },
  ecn: {
    about: 'IP 与 TCP 头中的拥塞通知位',
  },
  esp: {
    about: '加密的 IPsec 包（ESP）中的 SPI',
    options: {
      espspi: '一个 SPI，或 from:to 形式的范围',
    },
  },
  hashlimit: {
    about: '与 limit 类似，但每个地址或端口各有一个令牌桶',
    options: {
      'hashlimit-upto': '速率不超过时匹配：10/sec、512kb/s',
      'hashlimit-above': '速率超过时匹配',
      'hashlimit-burst': '在按速率限制之前，允许一次性通过的包数',
      'hashlimit-mode': '用什么区分令牌桶：srcip、dstip、srcport、dstport',
      'hashlimit-name': '令牌桶表的名称；同名规则共用一张表',
      'hashlimit-srcmask': '此前缀长度内的源地址共用一个桶',
      'hashlimit-dstmask': '此前缀长度内的目的地址共用一个桶',
      'hashlimit-htable-expire': '未使用的桶在多少毫秒后被清除',
      'hashlimit-htable-max': '表中桶的最大数量',
    },
  },
  helper: {
    about: '该包与由此 helper（ftp、tftp 等）监视的连接相关',
    options: {
      helper: 'helper 的名称：ftp，或用于其他端口的 ftp-2121',
    },
  },
  icmp: {
    about: 'ICMP 报文的类型和代码',
    options: {
      'icmp-type': '名称（echo-request）、数字，或 类型/代码',
    },
  },
  ipcomp: {
    about: 'IP 压缩载荷（IPComp）中的 CPI',
  },
  iprange: {
    about: '源或目的地址位于两个地址之间',
    options: {
      'src-range': '源地址 起-止，含两端',
      'dst-range': '目的地址 起-止，含两端',
    },
  },
  ipvs: {
    about: '该包属于 IPVS 的虚拟服务',
  },
  length: {
    about: '整个 IP 数据报的长度，含头部',
    options: {
      length: '字节数，或范围 from:to',
    },
  },
  limit: {
    about: '令牌桶：有令牌就匹配，每个包用掉一个，令牌按给定速率恢复。所有包共用一个桶',
    options: {
      limit: '令牌恢复的速度：5/min、1/sec（省略时为 3/hour）',
      'limit-burst': '桶能装多少令牌，即可一次性通过的包数（省略时为 5）',
    },
  },
  mac: {
    about: '以太网源地址。只有从以太网设备进来的包才有',
    options: {
      'mac-source': 'XX:XX:XX:XX:XX:XX',
    },
  },
  mark: {
    about: '包上的标记（nfmark），由 mangle 或 raw 中的规则设置',
    options: {
      mark: '值，或 值/掩码：掩码内的位必须相等',
    },
  },
  multiport: {
    about: '一条规则中最多 15 个端口或端口范围',
    options: {
      'source-ports': '源端口：53,1024:65535',
      'destination-ports': '目的端口：80,443,8000:8080',
      ports: '源端口或目的端口是其中之一',
    },
  },
  nfacct: {
    about: '把匹配的流量计入具名的计数对象',
  },
  osf: {
    about: '从 SYN 推测发送方的操作系统',
  },
  owner: {
    about: '发送该包的本机进程：只用于 OUTPUT 和 POSTROUTING，且只对本机发出的包有效',
    options: {
      'uid-owner': '用户名或 UID，或范围',
      'gid-owner': '组名或 GID，或范围',
      'socket-exists': '确实有对应的套接字',
    },
  },
  physdev: {
    about: '桥接的包进入或离开的网桥端口',
  },
  pkttype: {
    about: '帧的寻址方式：发给本机、广播或多播',
  },
  policy: {
    about: '已应用或将应用的 IPsec 策略',
  },
  quota: {
    about: '在累计字节数用完之前匹配，之后不再匹配',
    options: {
      quota: '字节数',
    },
  },
  rateest: {
    about: '与 RATEEST 估算的速率比较',
  },
  realm: {
    about: '所选路由的 realm',
  },
  recent: {
    about: '最近见过的地址及时间列表：用来应对反复尝试',
    options: {
      set: '把地址加入列表或更新',
      rcheck: '地址是否在列表中',
      update: '同 rcheck，匹配时还会记下这一次',
      remove: '把地址从列表移除',
      seconds: '只统计最近若干秒',
      hitcount: '至少要出现过这么多次',
      name: '列表名称（省略时为 DEFAULT）',
      rsource: '记录源地址（默认）',
      rdest: '记录目的地址',
      rttl: 'TTL 也必须相同，防伪造源地址',
      reap: '顺便清除早于 --seconds 的地址',
      mask: '此掩码内的地址算作同一个',
    },
  },
  rpfilter: {
    about: '对该包的应答会从它进来的接口出去：源地址可信',
    options: {
      loose: '只要有返回路径，任何接口都可以',
      invert: '匹配未通过检查的包',
    },
  },
  sctp: {
    about: 'SCTP 的端口和块类型',
  },
  set: {
    about: '包的地址或端口在某个 ipset 中',
    options: {
      'match-set': '集合名称，以及查找哪一部分：src、dst，或二维时的 src,dst',
    },
  },
  socket: {
    about: '本机有该包所属的套接字',
  },
  state: {
    about: 'conntrack --ctstate 的旧式简写',
    options: {
      state:
        'NEW 开启新连接；ESTABLISHED 属于已有连接；RELATED 由已有连接引起；INVALID 不属于任何连接；UNTRACKED 被免于跟踪',
    },
  },
  statistic: {
    about: '每第 n 个包，或按概率抽取一部分：用于负载分担和测试',
    options: {
      mode: 'random 对每个包抽签；nth 计数',
      probability: '匹配的比例，0 到 1',
      every: '每多少个包匹配一个',
      packet: '是其中第几个，从 0 数起',
    },
  },
  string: {
    about: '载荷中包含某段文本。每次只看一个包，加密内容看不到',
    options: {
      string: '要查找的文本',
      'hex-string': '同上，十六进制字节写在竖线之间：|0d 0a|',
      algo: '搜索算法，bm 或 kmp：结果相同',
      from: '从数据报的第几个字节开始查找',
      to: '查找到第几个字节',
      icase: '不区分大小写',
    },
  },
  tcp: {
    about: 'TCP 段的端口、标志和选项',
    options: {
      'source-port': '端口、服务名，或范围 from:to',
      'destination-port': '端口、服务名，或范围 from:to',
      syn: 'SYN 置位而 ACK、RST、FIN 未置位：发起连接的段',
      'tcp-flags': '两个列表：第一个列表中的标志，恰好只有第二个列表中的被置位',
      'tcp-option': '头部带有此编号的选项',
    },
  },
  tcpmss: {
    about: 'SYN 中通告的最大段长（MSS）',
    options: {
      mss: '一个值，或范围 from:to',
    },
  },
  time: {
    about: '一天中的时刻、星期或日期。除非用 --kerneltz，否则按 UTC',
    options: {
      timestart: '从此时刻起，hh:mm[:ss]',
      timestop: '到此时刻止',
      weekdays: 'Mon,Tue,… 或 1,2,…',
      datestart: '从此日期起：YYYY-MM-DD[Thh:mm[:ss]]',
      datestop: '到此日期止',
    },
  },
  tos: {
    about: 'IP 头的 TOS 字节',
    options: {
      tos: '值（可带掩码），或名称（Minimize-Delay）',
    },
  },
  ttl: {
    about: '生存时间：还能经过多少个路由器',
    options: {
      'ttl-eq': '等于此值',
      'ttl-lt': '小于此值',
      'ttl-gt': '大于此值',
    },
  },
  u32: {
    about: '按位置比较包中任意四个字节',
  },
  udp: {
    about: 'UDP 数据报的端口',
    options: {
      'source-port': '端口、服务名，或范围 from:to',
      'destination-port': '端口、服务名，或范围 from:to',
    },
  },
  AUDIT: {
    about: '为审计系统写一条记录；包继续前行',
  },
  CHECKSUM: {
    about: '补上原本留给网卡计算的校验和',
  },
  CLASSIFY: {
    about: '设置流量整形（tc）的类别；包继续前行',
    options: {
      'set-class': 'major:minor，十六进制',
    },
  },
  CLUSTERIP: {
    about: '多个节点共用一个地址。新内核已移除',
  },
  CONNMARK: {
    about: '设置连接标记，或在连接与包之间复制标记；包继续前行',
    options: {
      'set-mark': '值，或 值/掩码',
      'set-xmark': '先清除掩码内的位，再与值异或',
      'save-mark': '把包的标记复制到连接',
      'restore-mark': '把连接的标记复制到包：使同一连接的包走同样的路由',
    },
  },
  CONNSECMARK: {
    about: '在包与连接之间复制安全标记',
  },
  CT: {
    about: '决定如何跟踪该包：不跟踪、在某个 zone、或使用 helper。只用于 raw，在跟踪之前',
    options: {
      notrack: '不做连接跟踪：其状态为 UNTRACKED',
      helper: '监视该连接以发现它宣告的其他连接：ftp、tftp 等',
      zone: 'zone 把使用相同地址的连接隔开',
      timeout: '超时策略的名称',
    },
  },
  DNAT: {
    about: '改写目的地址：改写首个包，从而改写整条连接；应答会自动改回。在路由之前',
    options: {
      'to-destination': '地址、地址-地址，可带 :端口 或 :端口-端口',
      random: '端口随机选取',
      persistent: '同一客户端总是得到范围内的同一地址',
    },
  },
  DSCP: {
    about: '设置 DSCP 位；包继续前行',
  },
  ECN: {
    about: '去除 TCP 中的拥塞通知位；包继续前行',
  },
  HMARK: {
    about: '用地址和端口的散列设置标记',
  },
  IDLETIMER: {
    about: '一段时间没有匹配时发出通知',
  },
  LED: {
    about: '点亮机器上的一个 LED',
  },
  LOG: {
    about: '向内核日志写一行。包继续到下一条规则：LOG 不做裁决',
    options: {
      'log-prefix': '行首前缀，最多 29 个字符',
      'log-level': '日志级别：省略时为 4，即 warning',
      'log-tcp-sequence': '记录 TCP 序号',
      'log-tcp-options': '记录 TCP 选项',
      'log-ip-options': '记录 IP 选项',
      'log-uid': '记录发送者的用户 ID',
    },
  },
  MARK: {
    about: '设置包的标记，供其他规则和路由（ip rule fwmark）使用；包继续前行',
    options: {
      'set-mark': '值，或 值/掩码：设置掩码内的位',
      'set-xmark': '先清除掩码内的位，再与值异或',
      'and-mark': '只保留这些位',
      'or-mark': '置位这些位',
      'xor-mark': '翻转这些位',
    },
  },
  MASQUERADE: {
    about: '把源地址改为出接口的地址：用于地址会变化的情形',
    options: {
      'to-ports': '可选用的端口',
      random: '端口随机选取',
    },
  },
  NETMAP: {
    about: '替换地址的网络部分，保留主机部分',
    options: {
      to: '映射到的网段：10.5.0.0/24',
    },
  },
  NFLOG: {
    about: '把副本交给用户空间程序（ulogd）；包继续前行',
    options: {
      'nflog-group': '程序监听的组号',
      'nflog-prefix': '记录前缀',
    },
  },
  NFQUEUE: {
    about: '由用户空间程序裁决',
    options: {
      'queue-num': '队列编号',
      'queue-bypass': '没有程序监听时放行',
    },
  },
  NOTRACK: {
    about: '不做连接跟踪；CT --notrack 的简写',
  },
  RATEEST: {
    about: '估算经过流量的速率',
  },
  REDIRECT: {
    about: 'DNAT 到本机：用于透明代理',
    options: {
      'to-ports': '本机上的端口或端口范围',
      random: '端口随机选取',
    },
  },
  REJECT: {
    about: '丢弃该包并告知发送方：ICMP 差错或 TCP RST',
    options: {
      'reject-with': '回给发送方的消息；tcp-reset 只用于 TCP',
    },
  },
  SECMARK: {
    about: '为 SELinux 设置安全标记；包继续前行',
  },
  SET: {
    about: '把包的地址加入 ipset 或移出；包继续前行',
    options: {
      'add-set': '集合名称，以及 src 或 dst',
      'del-set': '集合名称，以及 src 或 dst',
      exist: '已存在的条目也更新',
      timeout: '保留的秒数',
    },
  },
  SNAT: {
    about: '改写源地址：改写首个包，从而改写整条连接；应答会自动改回。在路由之后',
    options: {
      'to-source': '地址、地址-地址，可带 :端口 或 :端口-端口',
      random: '端口随机选取',
      'random-fully': '端口总是随机选取',
      persistent: '同一客户端总是得到范围内的同一地址',
    },
  },
  SYNPROXY: {
    about: '代替服务器用 cookie 完成握手，直到证实客户端真实存在',
  },
  TCPMSS: {
    about: '改写 SYN 中通告的最大段长，使其适合较小 MTU 的链路；包继续前行',
    options: {
      'set-mss': '若原值更大则改为此字节数',
      'clamp-mss-to-pmtu': '路径 MTU 减 40',
    },
  },
  TCPOPTSTRIP: {
    about: '抹掉 TCP 选项；包继续前行',
    options: {
      'strip-options': '名称或编号，逗号分隔',
    },
  },
  TEE: {
    about: '把副本发给同一链路上的另一台机器；包继续前行',
    options: {
      gateway: '接收副本的机器',
    },
  },
  TOS: {
    about: '改写 TOS 字节；包继续前行',
  },
  TPROXY: {
    about: '不改写包而把它交给本机套接字：用于透明代理',
    options: {
      'on-port': '套接字的端口',
      'on-ip': '套接字的地址',
      'tproxy-mark': '供路由规则把包留在本机的标记',
    },
  },
  TRACE: {
    about: '包经过的每条规则都会在内核日志中写一行。只用于 raw',
  },
  TTL: {
    about: '改写 TTL；包继续前行',
    options: {
      'ttl-set': '设为此值',
      'ttl-dec': '减去此值',
      'ttl-inc': '加上此值',
    },
  },
  ACCEPT: {
    about: '包通过本表；之后的表仍会看到它',
  },
  DROP: {
    about: '静默丢弃该包',
  },
  RETURN: {
    about: '回到跳转处的下一条规则；在内建链中由策略裁决',
  },
  QUEUE: {
    about: '由用户空间程序裁决；没有程序时丢弃',
  },
};
