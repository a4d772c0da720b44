import type { Step } from '../../engine/index.ts';
import type { GalleryScenario } from './gallery-scenario.ts';

const RULESET = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:SSH - [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -m conntrack --ctstate INVALID -j DROP
-A INPUT -i lo -j ACCEPT
-A INPUT -p icmp -m icmp --icmp-type 8 -m limit --limit 2/sec -j ACCEPT
-A INPUT -p tcp -m multiport --dports 80,443 -m conntrack --ctstate NEW -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j SSH
-A SSH -m limit --limit 10/min --limit-burst 3 -j ACCEPT
-A SSH -m limit --limit 3/min -j LOG --log-prefix "ssh too fast: " --log-level 6
-A SSH -p tcp -j REJECT --reject-with tcp-reset
COMMIT
`;

const sshAttempt = (sport: number, outcome: 'delivered' | 'rejected'): Step => ({
  packet: { in: 'eth0', src: '203.0.113.66', dst: '198.51.100.10', proto: 'tcp', sport, dport: 22, flags: 'SYN' },
  expect: { outcome, by: outcome === 'delivered' ? 'filter SSH 1' : 'filter SSH 3' },
});

export const webServer: GalleryScenario = {
  id: 'web-server',
  title: { en: 'Web server with rate-limited SSH', zh: '限制 SSH 速率的 Web 服务器' },
  description: {
    en:
      'One machine on the Internet. Web traffic is welcome; SSH gets three attempts at once and then one every six ' +
      'seconds, and the rest is logged and answered with a reset. Watch the token bucket empty and fill.',
    zh: '一台直接在互联网上的机器。Web 访问放行；SSH 可以连续尝试三次，之后每六秒一次，其余记录日志并以 RST 拒绝。观察令牌桶怎样变空、再填满。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'web',
      interfaces: [{ name: 'eth0', addresses: ['198.51.100.10/24'] }],
      routes: ['default via 198.51.100.1 dev eth0'],
      sysctl: { 'net.ipv4.ip_forward': 0 },
      sockets: [
        { proto: 'tcp', port: 80, process: 'nginx' },
        { proto: 'tcp', port: 443, process: 'nginx' },
        { proto: 'tcp', port: 22, process: 'sshd' },
      ],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: {
        packet: {
          in: 'eth0',
          src: '203.0.113.9',
          dst: '198.51.100.10',
          proto: 'tcp',
          sport: 42000,
          dport: 80,
          flags: 'SYN',
        },
        expect: { outcome: 'delivered', to: 'nginx', by: 'filter INPUT 5' },
      },
      note: {
        en: 'nginx listens: the machine’s own stack answers with SYN,ACK, which walks OUTPUT.',
        zh: 'nginx 在监听：本机协议栈以 SYN,ACK 应答，应答经过 OUTPUT。',
      },
    },
    { step: sshAttempt(50001, 'delivered'), note: { en: 'The first of three tokens.', zh: '三个令牌中的第一个。' } },
    { step: sshAttempt(50002, 'delivered') },
    { step: sshAttempt(50003, 'delivered'), note: { en: 'The last token.', zh: '最后一个令牌。' } },
    {
      step: sshAttempt(50004, 'rejected'),
      note: {
        en: 'The bucket is empty: limit no longer matches, LOG writes, REJECT sends a reset.',
        zh: '桶空了：limit 不再匹配，LOG 写日志，REJECT 发送 RST。',
      },
    },
    { step: sshAttempt(50005, 'rejected') },
    { step: { wait: 7 }, note: { en: 'Seven seconds: one token comes back.', zh: '七秒后：回来一个令牌。' } },
    { step: sshAttempt(50006, 'delivered'), note: { en: 'Accepted again.', zh: '再次放行。' } },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '203.0.113.66',
          dst: '198.51.100.10',
          proto: 'tcp',
          sport: 60000,
          dport: 80,
          flags: 'FIN,PSH,URG',
        },
        expect: { outcome: 'dropped', by: 'filter INPUT 2', state: 'INVALID' },
      },
      note: {
        en: 'An Xmas scan: no such combination of flags exists, so its state is INVALID.',
        zh: 'Xmas 扫描：不存在这样的标志组合，状态为 INVALID。',
      },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '203.0.113.9',
          dst: '198.51.100.10',
          proto: 'icmp',
          icmpType: 'echo-request',
          icmpId: 1,
          icmpSeq: 1,
        },
        expect: { outcome: 'delivered', by: 'filter INPUT 4' },
      },
    },
    {
      step: { command: 'iptables -nvL SSH --line-numbers' },
      note: { en: 'The counters of the three rules tell the same story.', zh: '三条规则的计数器说明了同样的过程。' },
    },
  ],
};
