import type { Expectations } from '../../engine/index.ts';
import type { Localised } from '../lesson.ts';
import type { GalleryScenario, GalleryStep } from './gallery-scenario.ts';
import { icmp, tcp, udp } from './packets.ts';

const HOST = '192.168.1.1';

const typed = (command: string, note: Localised, expect: Expectations = { exit: 0 }): GalleryStep => ({
  step: { command, expect },
  note,
});

const LEVELS = ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug'];

export const typedAndSaved: GalleryScenario = {
  id: 'typed-and-saved',
  title: { en: 'What you type, what the kernel keeps', zh: '你输入的，与内核记下的' },
  description: {
    en:
      'One condition has many spellings: a name or a number, a range without one end, a list. The kernel keeps a single one, and one line may become two rules. ' +
      'Each command here is followed by the rule that came of it.',
    zh: '同一个条件有多种写法：名字或数字、缺一头的范围、列表。内核只记一种，而且一行可能变成两条规则。这里每条命令之后，都看看它变成了什么规则。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'scribe',
      interfaces: [{ name: 'eth4', addresses: [`${HOST}/24`] }],
      localStack: 'silent',
    },
    ruleset: '',
  },
  timeline: [
    typed('iptables -A INPUT -s 192.168.1.146,192.168.1.9 -j DROP', {
      en: 'A list of two addresses.',
      zh: '两个地址的列表。',
    }),
    typed(
      'iptables -S INPUT',
      { en: 'It is two rules: the kernel knows no lists of addresses.', zh: '变成了两条规则：内核不认地址列表。' },
      { stdout: '-A INPUT -s 192.168.1.146/32 -j DROP\n-A INPUT -s 192.168.1.9/32 -j DROP\n' },
    ),
    typed(
      'iptables -F; iptables -A INPUT -p tcp --dport 22:25; iptables -A INPUT -p tcp --dport :22; iptables -A INPUT -p tcp --dport 80:',
      {
        en: 'A range of ports, one without a beginning, one without an end.',
        zh: '一个端口范围，一个没有起点，一个没有终点。',
      },
    ),
    typed(
      'iptables -S INPUT',
      {
        en: 'What is left out is 0 or 65535. A rule without `-j` only counts.',
        zh: '省掉的那头是 0 或 65535。没有 `-j` 的规则只计数。',
      },
      { stdout: '--dport 22:25\n-A INPUT -p tcp -m tcp --dport 0:22\n-A INPUT -p tcp -m tcp --dport 80:65535\n' },
    ),
    {
      step: { packet: tcp(['eth4', '192.168.1.50', HOST], 50001, 22), expect: { outcome: 'delivered' } },
      note: {
        en: 'Port 22: the first two rules count it, the third does not.',
        zh: '22 端口：前两条都计数，第三条不计。',
      },
    },
    typed(
      'iptables -F; iptables -A INPUT -p icmp --icmp-type echo-request; iptables -A INPUT -p icmp --icmp-type 0/0; iptables -A INPUT -p icmp --icmp-type 8/0',
      {
        en: 'A type of ICMP by name, and by type and code.',
        zh: 'ICMP 类型：按名字，或按“类型/代码”。',
      },
    ),
    typed(
      'iptables -S INPUT',
      { en: 'A bare type means every code of it; `8/0` keeps its code.', zh: '只写类型表示所有代码；`8/0` 保留代码。' },
      { stdout: '--icmp-type 8\n-A INPUT -p icmp -m icmp --icmp-type 0/0\n-A INPUT -p icmp -m icmp --icmp-type 8/0\n' },
    ),
    {
      step: {
        packet: icmp(['eth4', '192.168.1.50', HOST], 'echo-request', { icmpCode: 1 }),
        expect: { outcome: 'delivered' },
      },
      note: {
        en: 'An echo request with code 1, which nobody sends: only the first rule counts it.',
        zh: '代码为 1 的 echo 请求，没有谁会发：只有第一条计数。',
      },
    },
    typed(
      'iptables -nvxL INPUT --line-numbers',
      { en: 'The counters agree.', zh: '计数器可以作证。' },
      { stdout: '1           1' },
    ),
    typed('iptables -F; iptables -A INPUT -p tcp --tcp-flags ALL SYN,ACK; iptables -A INPUT -p tcp ! --syn', {
      en: '`ALL` and `--syn` are short for lists of flags.',
      zh: '`ALL` 和 `--syn` 都是标志列表的简写。',
    }),
    typed(
      'iptables -S INPUT',
      {
        en: 'SYN alone means: of FIN, SYN, RST and ACK only SYN.',
        zh: '`--syn` 的意思是：FIN、SYN、RST、ACK 四个里只有 SYN。',
      },
      {
        stdout:
          '--tcp-flags FIN,SYN,RST,PSH,ACK,URG SYN,ACK\n-A INPUT -p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN\n',
      },
    ),
    typed(
      `iptables -F; for l in ${LEVELS.join(' ')}; do iptables -A INPUT -p udp -j LOG --log-level $l --log-prefix "$l: "; done`,
      {
        en: 'LOG at each of the eight levels. Warning is what it takes by itself.',
        zh: '用全部八个级别各写一条 LOG。不写级别就是 warning。',
      },
    ),
    {
      step: {
        packet: udp(['eth4', '192.168.1.50', HOST], 50002, 514),
        expect: { outcome: 'delivered', log: 'debug: IN=eth4' },
      },
      note: { en: 'One packet, eight lines.', zh: '一个包，八行日志。' },
    },
    typed(
      'dmesg -x | cut -c 1-40',
      { en: 'The kernel’s name of each level stands before its line.', zh: '每一行前面是内核对这个级别的称呼。' },
      { stdout: 'kern  :emerg ' },
    ),
    typed(
      'iptables -S INPUT 5',
      { en: 'Level 4, warning, is the usual one and not written down.', zh: '第 4 级 warning 是默认级别，不写出来。' },
      { stdout: '-A INPUT -p udp -j LOG --log-prefix "warning: "\n' },
    ),
    typed('iptables -A INPUT -j LOG --log-prefix "a prefix of thirty letters, 30"', {
      en: 'A prefix of 30 characters. No complaint…',
      zh: '30 个字符的前缀。没有报错……',
    }),
    typed(
      'iptables -S INPUT 9',
      {
        en: '…but the kernel has room for 29, and the last one is cut off without a word.',
        zh: '……但内核只放得下 29 个，最后一个被悄悄截掉了。',
      },
      { stdout: '--log-prefix "a prefix of thirty letters, 3"\n' },
    ),
  ],
};
