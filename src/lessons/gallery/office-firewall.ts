import type { GalleryScenario } from './gallery-scenario.ts';
import { OFFICE_RULES } from './office-rules.ts';
import { icmp, tcp, udp } from './packets.ts';

const HOURS = 3600;

export const officeFirewall: GalleryScenario = {
  id: 'office-firewall',
  title: { en: 'Office firewall, grown over the years', zh: '办公室防火墙：多年积累' },
  description: {
    en:
      'Some 270 rules by many hands: a blocklist, six departments, twenty-four branches, guests, printers, working hours. ' +
      'Mia has a rule of her own, and still she cannot reach the terminal server. Find out why; the panel of findings knows too.',
    zh:
      '出自多人之手的 270 来条规则：黑名单、六个部门、二十四个分公司、访客、打印机、上班时间。Mia 有一条专门为她写的规则，却还是连不上终端服务器。' +
      '找找原因；规则检查的结果里也有答案。',
  },
  document: {
    chainwalk: 1,
    start: '2026-01-05T12:00:00Z',
    host: {
      hostname: 'office-fw',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.10/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
        { name: 'eth2', addresses: ['192.168.2.1/24'] },
        { name: 'eth3', addresses: ['192.168.3.1/24'] },
        { name: 'eth4', addresses: ['192.168.4.1/24'] },
        { name: 'tun0', addresses: ['10.80.0.1/16'] },
      ],
      routes: ['default via 203.0.113.1 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: OFFICE_RULES,
  },
  timeline: [
    {
      step: {
        packet: tcp(['eth1', '192.168.1.77', '192.168.2.30'], 50001, 3389),
        expect: { outcome: 'rejected', by: 'filter STAFF-TRAINEES 2' },
      },
      note: {
        en: 'Mia (192.168.1.77) opens a session on the terminal server. Her rule, number 3, stands behind one that refuses all trainees.',
        zh: 'Mia（192.168.1.77）连接终端服务器。她的规则是第 3 条，前面那条已经拒绝了所有实习生。',
      },
    },
    {
      step: { command: 'iptables -nvL STAFF-TRAINEES --line-numbers', expect: { stdout: '3        0     0 ACCEPT' } },
      note: {
        en: 'A counter of 0, and it would stay 0 for ever: the rule is shadowed.',
        zh: '计数是 0，而且永远会是 0：这条规则被遮蔽了。',
      },
    },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.130', '192.168.2.42'], 50002, 22),
        expect: { outcome: 'forwarded', to: 'eth2' },
      },
      note: {
        en: 'A developer pushes to git. `iprange` knows the department by 192.168.1.127-192.168.1.146.',
        zh: '开发人员推送到 git。`iprange` 按 192.168.1.127-192.168.1.146 认出部门。',
      },
    },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.210', '198.51.100.80'], 50003, 443),
        expect: { outcome: 'forwarded', to: 'eth0', by: 'filter INTERNET 1', packet: { src: '203.0.113.10' } },
      },
      note: {
        en: 'The meeting rooms go out in working hours: it is Monday, noon (UTC, as the kernel counts).',
        zh: '会议室上班时间可以上网：现在是星期一中午（UTC，内核按它计算）。',
      },
    },
    { step: { wait: 7 * HOURS }, note: { en: 'Seven hours later.', zh: '七小时之后。' } },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.210', '198.51.100.80'], 50004, 443),
        expect: { outcome: 'rejected', by: 'filter INTERNET 2' },
      },
      note: { en: 'Past 18:00: host unreachable, says the firewall.', zh: '过了 18:00：防火墙答复主机不可达。' },
    },
    {
      step: {
        packet: tcp(['tun0', '10.80.23.9', '192.168.2.50'], 50005, 443),
        expect: { outcome: 'forwarded', to: 'eth2', by: 'filter BRANCHES 68' },
      },
      note: {
        en: 'Turin asks the ERP: 67 rules said no before the 68th. Each is asked, every time.',
        zh: '都灵分公司访问 ERP：前 67 条都说不，第 68 条才匹配。每一条都要问，每次都要问。',
      },
    },
    {
      step: {
        packet: tcp(['tun0', '10.80.23.9', '192.168.2.20'], 50006, 445),
        expect: { outcome: 'rejected', by: 'filter BRANCHES 74' },
      },
      note: {
        en: 'To the file server: the exception for the move ended in 2017 and is asked to this day.',
        zh: '访问文件服务器：搬迁的例外 2017 年就结束了，至今每个包还在问它。',
      },
    },
    {
      step: {
        packet: udp(['eth3', '192.168.3.50', '8.8.8.8'], 50007, 53, { payload: 'query' }),
        expect: { outcome: 'forwarded', to: 'eth0', by: 'filter GUESTS 6' },
      },
      note: { en: 'A guest asks a name server.', zh: '访客查询域名服务器。' },
    },
    {
      step: {
        packet: udp(['eth1', '192.168.1.50', '192.168.1.1'], 137, 137, { payload: 'who is there' }),
        expect: { outcome: 'dropped', by: 'filter INPUT 9' },
      },
      note: {
        en: 'Chatter of Windows machines: dropped without a line in the log.',
        zh: 'Windows 机器的闲聊：丢弃，不记日志。',
      },
    },
    {
      step: {
        packet: tcp(['eth0', '198.51.100.66', '203.0.113.10'], 50008, 443, { flags: 'FIN,PSH,URG' }),
        expect: { outcome: 'rejected', state: 'INVALID', by: 'filter LAST 2' },
      },
      note: {
        en: 'An Xmas scan never meets SCANS: INVALID, it is not asked for DNAT, and so it ends at the firewall itself.',
        zh: 'Xmas 扫描遇不到 SCANS：它是 INVALID，不查 DNAT，所以到防火墙自己这里为止。',
      },
    },
    {
      step: {
        packet: tcp(['eth0', '222.186.15.9', '203.0.113.10'], 50009, 25),
        expect: { outcome: 'dropped', by: 'filter BLOCKLIST 41' },
      },
      note: { en: 'Mail from a network of the blocklist, its 41st.', zh: '黑名单里的网络发来邮件：名单上第 41 个。' },
    },
    {
      step: {
        packet: tcp(['eth0', '198.51.100.25', '203.0.113.10'], 50010, 25),
        expect: { outcome: 'forwarded', to: 'eth2', by: 'filter MAIL-IN 2', packet: { dst: '192.168.2.25' } },
      },
      note: {
        en: 'Mail from elsewhere, after 42 rules of the blocklist.',
        zh: '别处来的邮件，先走完 42 条黑名单规则。',
      },
    },
    {
      step: {
        packet: icmp(['eth0', '198.51.100.7', '203.0.113.10'], 'echo-request', { icmpId: 9, icmpSeq: 1 }),
        expect: { outcome: 'delivered', by: 'filter INPUT 4' },
      },
      note: { en: 'Pings from outside: three at once, ten a minute…', zh: '外部的 ping：一次最多三个，每分钟十个……' },
    },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.245', '198.51.100.22'], 50011, 22),
        expect: { outcome: 'forwarded', to: 'eth0', packet: { tos: 16 } },
      },
      note: {
        en: 'SSH to the Internet gets TOS 0x10 in mangle: no verdict, only a byte of the header.',
        zh: '去互联网的 SSH 在 mangle 里得到 TOS 0x10：这不是裁决，只改包头的一个字节。',
      },
    },
  ],
};
