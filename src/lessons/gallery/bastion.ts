import type { Step } from '../../engine/index.ts';
import type { GalleryScenario } from './gallery-scenario.ts';
import { icmp, tcp } from './packets.ts';

const RULESET = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
:SSH - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG SYN,ACK -m state --state INVALID -j LOG --log-prefix "backscatter: " --log-level 7
-A INPUT -m state --state INVALID -j DROP
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 --tcp-flags FIN,SYN,RST,ACK SYN -m state --state NEW -j SSH
-A INPUT -p icmp -m icmp --icmp-type 8 -m limit --limit 1/sec -j ACCEPT
-A OUTPUT -o lo -j ACCEPT
-A OUTPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A OUTPUT -d 10.20.0.0/16 -p tcp -m tcp --dport 22 -m owner --uid-owner 1000-1999 -m state --state NEW -j ACCEPT
-A OUTPUT -d 10.20.0.53/32 -p udp -m udp --dport 53 -m state --state NEW -j ACCEPT
-A OUTPUT -m state --state NEW -j LOG --log-prefix "bastion-out: " --log-level 5 --log-uid
-A OUTPUT -j REJECT --reject-with icmp-admin-prohibited
-A SSH -j LOG --log-prefix "want-in-from-port-22"
-A SSH -s 198.51.100.0/24 -m recent --update --seconds 60 --hitcount 4 --name SSH --mask 255.255.255.255 --rsource -j DROP
-A SSH -s 198.51.100.0/24 -m recent --set --name SSH --mask 255.255.255.255 --rsource -j ACCEPT
-A SSH -p tcp -m limit --limit 10/min --limit-burst 3 -j REJECT --reject-with tcp-reset
COMMIT
`;

const knock = (sport: number, expect: Step['expect']): Step => ({
  packet: tcp(['eth0', '198.51.100.40', '203.0.113.22'], sport, 22),
  ...(expect && { expect }),
});

const byUser = (uid: number, dst: string, dport: number, sport: number, expect: Step['expect']): Step => ({
  packet: { from: 'local', src: '10.20.0.2', dst, proto: 'tcp', sport, dport, flags: 'SYN', uid },
  ...(expect && { expect }),
});

export const bastion: GalleryScenario = {
  id: 'bastion',
  title: { en: 'Bastion: the one way in', zh: '堡垒机：唯一的入口' },
  description: {
    en:
      'Administrators come in by SSH, from one network, four times a minute at most, and every attempt is written down. From here they may go on ' +
      'by SSH to the machines inside, and nowhere else: OUTPUT has a policy of DROP too, and asks who is sending.',
    zh: '管理员从一个网络经 SSH 进来，每分钟最多四次，每次尝试都记录在案。从这里只能继续 SSH 到内部机器：OUTPUT 的默认策略也是 DROP，还要问是谁在发。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'bastion',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.22/24'] },
        { name: 'eth1', addresses: ['10.20.0.2/16'] },
      ],
      routes: ['default via 203.0.113.1 dev eth0'],
      sysctl: { 'net.ipv4.ip_forward': 0 },
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: knock(50001, { outcome: 'delivered', to: 'sshd', state: 'NEW', log: 'want-in-from-port-22IN=eth0' }),
      note: {
        en: 'An administrator. NEW: written to the log, noted in the list SSH of `recent`, let in.',
        zh: '一位管理员。NEW：写入日志，记进 `recent` 的 SSH 列表，放行。',
      },
    },
    {
      step: {
        reply: { to: 1, flags: 'ACK' },
        expect: { outcome: 'delivered', to: 'sshd', state: 'ESTABLISHED', by: 'filter INPUT 4' },
      },
      note: {
        en: 'From here on ESTABLISHED: not a word more in the log, however long the session lasts.',
        zh: '此后都是 ESTABLISHED：会话再长，日志里也不多一个字。',
      },
    },
    {
      step: {
        packet: tcp(['eth0', '192.0.2.66', '203.0.113.22'], 50002, 22),
        expect: { outcome: 'rejected', by: 'filter SSH 4' },
      },
      note: {
        en: 'A stranger: logged as well, answered by a reset while the bucket has tokens.',
        zh: '陌生人：同样记录；令牌桶里有令牌时以 RST 回答。',
      },
    },
    { step: knock(50003, { outcome: 'delivered', to: 'sshd' }) },
    { step: knock(50004, { outcome: 'delivered', to: 'sshd' }) },
    {
      step: knock(50005, { outcome: 'delivered', to: 'sshd' }),
      note: { en: 'The fourth within a minute.', zh: '一分钟内的第四次。' },
    },
    {
      step: knock(50006, { outcome: 'dropped', by: 'filter SSH 2' }),
      note: {
        en: 'The fifth: `--hitcount 4` matches. It counts the attempts before this one.',
        zh: '第五次：`--hitcount 4` 匹配了。它数的是这一次之前的尝试。',
      },
    },
    { step: { wait: 61 }, note: { en: 'A minute of patience.', zh: '耐心等一分钟。' } },
    { step: knock(50007, { outcome: 'delivered', to: 'sshd' }), note: { en: 'In again.', zh: '又能进了。' } },
    {
      step: {
        packet: tcp(['eth0', '192.0.2.66', '203.0.113.22'], 50008, 22, { flags: 'SYN,ACK' }),
        expect: { outcome: 'dropped', by: 'filter INPUT 3', state: 'INVALID', log: 'backscatter: IN=eth0' },
      },
      note: {
        en: 'A SYN,ACK that answers nothing: somebody forges this machine’s address elsewhere.',
        zh: '不回应任何请求的 SYN,ACK：有人在别处冒用了这台机器的地址。',
      },
    },
    {
      step: byUser(1001, '10.20.3.7', 22, 40001, { outcome: 'sent', to: 'eth1', by: 'filter OUTPUT 3' }),
      note: {
        en: 'Alice (uid 1001) goes on to a machine inside. `owner` sees who sends: that works only where the sender is local.',
        zh: 'Alice（uid 1001）继续登录内部机器。`owner` 看得到是谁在发：只有本机发出的包才行。',
      },
    },
    {
      step: byUser(33, '10.20.3.7', 22, 40002, {
        outcome: 'rejected',
        by: 'filter OUTPUT 6',
        log: 'bastion-out: IN= OUT=eth1',
      }),
      note: {
        en: 'The same packet from uid 33, a web server that should not be here: written down and refused.',
        zh: '同样的包，发送者是 uid 33，一个不该在这里的 Web 服务：记录并拒绝。',
      },
    },
    {
      step: byUser(1001, '10.20.3.7', 3306, 40003, { outcome: 'rejected', by: 'filter OUTPUT 6' }),
      note: { en: 'Alice again, to a database: SSH only.', zh: '还是 Alice，这次连数据库：只许 SSH。' },
    },
    {
      step: {
        packet: icmp(['eth0', '198.51.100.40', '203.0.113.22'], 'echo-request', { icmpId: 3, icmpSeq: 1 }),
        expect: { outcome: 'delivered' },
      },
      note: { en: 'A ping is answered, one a second.', zh: 'ping 会应答，每秒一次。' },
    },
    {
      step: { command: 'tail -n 2 /var/log/iptables.log', expect: { exit: 0, stdout: 'want-in-from-port-22' } },
      note: {
        en: 'syslog keeps `kern.warning` in this file: the lines of LOG at its usual level. The ones of OUTPUT, at level notice, are not in it.',
        zh: 'syslog 把 `kern.warning` 存进这个文件：LOG 默认级别的行。OUTPUT 那些是 notice 级别，不在其中。',
      },
    },
  ],
};
