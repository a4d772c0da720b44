import type { Expectations } from '../../engine/index.ts';
import type { Localised } from '../lesson.ts';
import type { GalleryScenario, GalleryStep } from './gallery-scenario.ts';
import { tcp } from './packets.ts';

const RULESET = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
COMMIT
`;

const SERVER = '192.168.1.10';

const typed = (command: string, note?: Localised, expect: Expectations = { exit: 0 }): GalleryStep => ({
  step: { command, expect },
  ...(note && { note }),
});

const visit = (src: string, sport: number, dport: number, expect: Expectations, note: Localised): GalleryStep => ({
  step: { packet: tcp(['eth4', src, SERVER], sport, dport), expect },
  note,
});

export const keptByHand: GalleryScenario = {
  id: 'kept-by-hand',
  title: { en: 'A morning at the command line', zh: '命令行旁的一个上午' },
  description: {
    en:
      'An administrator keeps a small server by hand: append, insert, delete, replace; a chain of her own, renamed and removed; a line in the log; save and restore. ' +
      'Step through her commands and watch the chain after each.',
    zh: '管理员手工维护一台小服务器：追加、插入、删除、替换；自建一条链，改名，再删掉；写一行日志；保存与恢复。逐条走过她的命令，看每条之后链变成什么样。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'small',
      interfaces: [{ name: 'eth4', addresses: [`${SERVER}/24`] }],
      routes: ['default via 192.168.1.1 dev eth4'],
      sockets: [
        { proto: 'tcp', port: 22, process: 'sshd' },
        { proto: 'tcp', port: 80, process: 'nginx' },
      ],
    },
    ruleset: RULESET,
  },
  timeline: [
    typed('iptables -t filter -A INPUT -s 192.168.1.146 -j DROP', {
      en: 'Append: at the end, rule 4.',
      zh: '追加：放到末尾，第 4 条。',
    }),
    visit(
      '192.168.1.146',
      50001,
      22,
      { outcome: 'dropped', by: 'filter INPUT 4' },
      { en: 'The machine is shut out.', zh: '这台机器被挡在外面。' },
    ),
    typed('iptables -t filter -I INPUT -s 192.168.1.146 -j ACCEPT', {
      en: 'Insert: at the front, so this rule is asked first. The DROP stays, and is never reached.',
      zh: '插入：放到最前面，先问这一条。DROP 还在，但再也走不到。',
    }),
    visit(
      '192.168.1.146',
      50002,
      22,
      { outcome: 'delivered', to: 'sshd', by: 'filter INPUT 1' },
      { en: 'In again.', zh: '又进来了。' },
    ),
    typed('iptables -t filter -I INPUT 5 -s 192.168.1.146 -j REJECT', {
      en: 'Insert as number 5. What stood there moves down.',
      zh: '插到第 5 位。原来在那里的往下移。',
    }),
    typed('iptables -t filter -D INPUT 3', {
      en: 'Delete number 3. Numbers have moved since the first `-I`: it was `-i lo` that went.',
      zh: '删除第 3 条。自从第一次插入，编号就变了：被删掉的是 `-i lo`。',
    }),
    typed(
      'iptables -S INPUT',
      {
        en: 'Look before you delete by number. The loopback rule is gone.',
        zh: '按编号删除之前先看一眼。回环那条没了。',
      },
      { stdout: '-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT\n-A INPUT -s 192.168.1.146/32 -j REJECT' },
    ),
    typed('iptables -t filter -D INPUT -s 192.168.1.146 -j DROP', {
      en: 'Delete by what the rule says: this cannot hit the wrong one.',
      zh: '按内容删除：不会删错。',
    }),
    typed('iptables -t filter -R INPUT 3 -s 192.168.1.146 -j ACCEPT', {
      en: 'Replace number 3, its counters start anew.',
      zh: '替换第 3 条，计数重新开始。',
    }),
    typed('iptables -t filter -P FORWARD ACCEPT', {
      en: 'A policy is no rule: it has no number, and it is asked last.',
      zh: '默认策略不是规则：没有编号，最后才问。',
    }),
    typed('iptables -t filter -N IN_WEB', { en: 'A chain of her own, still empty.', zh: '自建一条链，还是空的。' }),
    typed('iptables -t filter -I INPUT -p tcp --dport 80 -j IN_WEB', {
      en: 'Only a jump brings packets into it.',
      zh: '只有跳转才会把包带进去。',
    }),
    typed('iptables -A IN_WEB ! -s 192.168.1.0/24 -j DROP'),
    visit(
      '203.0.113.9',
      50003,
      80,
      { outcome: 'dropped', by: 'filter IN_WEB 1' },
      { en: 'A stranger at port 80.', zh: '陌生人访问 80 端口。' },
    ),
    typed('iptables -E IN_WEB WEB', {
      en: 'Renamed: the jump follows by itself.',
      zh: '改名：跳转自动跟着改。',
    }),
    typed(
      'iptables -t filter -X WEB',
      { en: 'Too many links: a rule still jumps to it.', zh: 'Too many links：还有规则跳到这里。' },
      { exit: 1 },
    ),
    typed('iptables -D INPUT -p tcp --dport 80 -j WEB', { en: 'The jump goes first…', zh: '先去掉跳转……' }),
    typed(
      'iptables -t filter -X WEB',
      {
        en: '…and still no: Directory not empty, there is a rule in it.',
        zh: '……还是不行：Directory not empty，里面还有规则。',
      },
      { exit: 1 },
    ),
    typed('iptables -t filter -F WEB', { en: 'Then its rules…', zh: '再清空规则……' }),
    typed('iptables -t filter -X WEB', { en: '…and it can be removed.', zh: '……这才删得掉。' }),
    typed('iptables -I INPUT -p tcp --dport 22 -m state --state NEW -j LOG --log-prefix "want-in-from-port-22"', {
      en: 'A line for each new SSH connection.',
      zh: '每条新的 SSH 连接写一行日志。',
    }),
    visit(
      '192.168.1.50',
      50004,
      22,
      { outcome: 'delivered', to: 'sshd', log: 'want-in-from-port-22IN=eth4' },
      {
        en: 'LOG is no verdict: the packet goes on to the next rule. And no blank follows the prefix of itself.',
        zh: 'LOG 不是裁决：包继续走下一条规则。而且前缀后面不会自动加空格。',
      },
    ),
    typed(
      'tail /var/log/iptables.log',
      { en: 'syslog writes `kern.warning` to this file.', zh: 'syslog 把 `kern.warning` 写进这个文件。' },
      { stdout: 'small kernel: want-in-from-port-22IN=eth4' },
    ),
    typed('service iptables save', {
      en: 'The kernel forgets at a restart. This writes /etc/sysconfig/iptables.',
      zh: '重启之后内核全忘。这条命令写入 /etc/sysconfig/iptables。',
    }),
    typed('iptables -t filter -F INPUT', { en: 'An accident: everything flushed.', zh: '事故：全部清空。' }),
    typed('iptables-restore < /etc/sysconfig/iptables', { en: 'And back, in one stroke.', zh: '一步恢复。' }),
    typed(
      'iptables -nvL INPUT --line-numbers',
      { en: 'The chain as it was saved.', zh: '链和保存时一样。' },
      { stdout: '5        0     0 REJECT' },
    ),
  ],
};
