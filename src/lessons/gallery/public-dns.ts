import type { Step } from '../../engine/index.ts';
import type { GalleryScenario } from './gallery-scenario.ts';
import { tcp, udp } from './packets.ts';

const RULESET = `*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A PREROUTING -d 198.51.100.53/32 -p udp -m udp --dport 53 -j CT --notrack
-A OUTPUT -s 198.51.100.53/32 -p udp -m udp --sport 53 -j CT --notrack
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DNS-TCP - [0:0]
:DNS-UDP - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -p udp -m udp --dport 53 -m conntrack --ctstate UNTRACKED -j DNS-UDP
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 53 --tcp-flags FIN,SYN,RST,ACK SYN -j DNS-TCP
-A INPUT -p icmp -m icmp --icmp-type 8 -m limit --limit 5/sec -j ACCEPT
-A DNS-TCP -p tcp -m connlimit --connlimit-above 2 --connlimit-mask 32 --connlimit-saddr -j REJECT --reject-with tcp-reset
-A DNS-TCP -p tcp -m connlimit --connlimit-above 4 --connlimit-mask 24 --connlimit-saddr -j REJECT --reject-with tcp-reset
-A DNS-TCP -j ACCEPT
-A DNS-UDP -p udp -m udp ! --sport 1024:65535 -j DROP
-A DNS-UDP -m length ! --length 40:512 -j DROP
-A DNS-UDP -p udp -m string --hex-string "|0000ff0001|" --algo bm --from 40 --to 300 -m limit --limit 1/min --limit-burst 1 -j LOG --log-prefix "dns ANY: " --log-level 6
-A DNS-UDP -p udp -m string --hex-string "|0000ff0001|" --algo bm --from 40 --to 300 -j DROP
-A DNS-UDP -m hashlimit --hashlimit-upto 2/sec --hashlimit-burst 4 --hashlimit-mode srcip --hashlimit-name dns --hashlimit-srcmask 24 -j ACCEPT
-A DNS-UDP -j DROP
COMMIT
`;

const SERVER = '198.51.100.53';
/** A query's bytes: header, the name example.org, its type, class IN. */
const query = (type: string): string =>
  `1234010000010000000000000765786 16d706c65036f726700${type}0001`.replace(' ', '');

const ask = (src: string, sport: number, expect: Step['expect'], type = '0001'): Step => ({
  packet: udp(['eth0', src, SERVER], sport, 53, { payloadHex: query(type) }),
  ...(expect && { expect }),
});

const connect = (src: string, sport: number, expect: Step['expect']): Step => ({
  packet: tcp(['eth0', src, SERVER], sport, 53),
  ...(expect && { expect }),
});

const answered: Step['expect'] = { outcome: 'delivered', to: 'named', state: 'UNTRACKED' };

export const publicDns: GalleryScenario = {
  id: 'public-dns',
  title: { en: 'Rate-limited public DNS', zh: '限速的公共 DNS' },
  description: {
    en:
      'A name server that everyone may ask, and nobody may abuse. UDP queries are not tracked, so no flood can fill the connection table; each network of 256 ' +
      'gets two answers a second; “ANY” queries, made to hit somebody else with large answers, get none.',
    zh:
      '谁都可以问、谁也不能滥用的域名服务器。UDP 查询不做连接跟踪，洪泛填不满连接表；每个 256 地址的网络每秒两次回答；' +
      '“ANY”查询专门用来以大量应答打击别人，一概不答。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'ns1',
      interfaces: [{ name: 'eth0', addresses: ['198.51.100.53/24'] }],
      routes: ['default via 198.51.100.1 dev eth0'],
      sysctl: { 'net.ipv4.ip_forward': 0 },
      sockets: [
        { proto: 'udp', port: 53, process: 'named' },
        { proto: 'tcp', port: 53, process: 'named' },
      ],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: ask('203.0.113.9', 33000, answered),
      note: {
        en: 'A query. raw says NOTRACK, so its state is UNTRACKED, and the rule for ESTABLISHED further down would never match it.',
        zh: '一次查询。raw 表说 NOTRACK，所以状态是 UNTRACKED，下面那条 ESTABLISHED 的规则永远匹配不到它。',
      },
    },
    {
      step: { command: 'conntrack -C', expect: { stdout: '0' } },
      note: { en: 'Nothing of it is in the connection table.', zh: '连接表里没有它的踪影。' },
    },
    { step: ask('203.0.113.9', 33001, answered) },
    { step: ask('203.0.113.10', 33002, answered) },
    {
      step: ask('203.0.113.11', 33003, answered),
      note: {
        en: 'The burst of four is used up: three machines, one bucket, since `--hashlimit-srcmask 24` makes them one.',
        zh: '四个令牌用完了：三台机器共用一个桶，因为 `--hashlimit-srcmask 24` 把它们算作一家。',
      },
    },
    {
      step: ask('203.0.113.9', 33004, { outcome: 'dropped', by: 'filter DNS-UDP 6' }),
      note: { en: 'One too many for this network…', zh: '这个网络超额了……' },
    },
    {
      step: ask('192.0.2.7', 33005, answered),
      note: { en: '…while another network has a bucket of its own.', zh: '……而别的网络有自己的桶。' },
    },
    { step: { wait: 1 }, note: { en: 'A second brings back two tokens.', zh: '一秒钟回来两个令牌。' } },
    { step: ask('203.0.113.9', 33006, answered) },
    {
      step: ask('192.0.2.66', 33007, { outcome: 'dropped', by: 'filter DNS-UDP 4', log: 'dns ANY: IN=eth0' }, '00ff'),
      note: {
        en: 'An ANY query (type 255, found by its bytes): the sender is surely forged, and the large answer would hit its owner.',
        zh: 'ANY 查询（类型 255，按字节认出）：发送者多半是伪造的，庞大的应答会砸到地址的真正主人。',
      },
    },
    {
      step: {
        packet: udp(['eth0', '192.0.2.66', SERVER], 80, 53, { payloadHex: query('0001') }),
        expect: { outcome: 'dropped', by: 'filter DNS-UDP 1' },
      },
      note: {
        en: 'A query from port 80: no resolver asks from there. Somebody wants a web server hit.',
        zh: '从 80 端口发来的查询：没有解析器会这样问。有人想借此打一台 Web 服务器。',
      },
    },
    {
      step: connect('203.0.113.9', 40001, { outcome: 'delivered', to: 'named', state: 'NEW' }),
      note: { en: 'Long answers go by TCP, which is tracked.', zh: '长应答走 TCP，TCP 是跟踪的。' },
    },
    { step: connect('203.0.113.9', 40002, { outcome: 'delivered', to: 'named' }) },
    {
      step: connect('203.0.113.9', 40003, { outcome: 'rejected', by: 'filter DNS-TCP 1' }),
      note: {
        en: 'A third connection of one client: connlimit counts what is open now.',
        zh: '同一客户端的第三条连接：connlimit 数的是此刻打开的。',
      },
    },
    { step: connect('203.0.113.10', 40004, { outcome: 'delivered', to: 'named' }) },
    { step: connect('203.0.113.11', 40005, { outcome: 'delivered', to: 'named' }) },
    {
      step: connect('203.0.113.12', 40006, { outcome: 'rejected', by: 'filter DNS-TCP 2' }),
      note: {
        en: 'A newcomer, but the fifth of its network: the second rule counts by `--connlimit-mask 24`.',
        zh: '新客户端，却是本网络的第五条：第二条规则按 `--connlimit-mask 24` 计数。',
      },
    },
    {
      step: { command: 'conntrack -L -p tcp' },
      note: { en: 'Only TCP stands in the table.', zh: '表里只有 TCP。' },
    },
  ],
};
