import type { consoleArea as english } from '../en/console.ts';
import type { Translated } from '../translated.ts';

export const consoleArea: Translated<typeof english> = {
  input: '命令',
  output: '命令输出',
  welcome: '这是防火墙的命令行，状态为第 {{step}} 步之后。输入 help 查看支持的命令。',
  welcomeStart: '这是防火墙的命令行。输入 help 查看支持的命令。',
  clear: '清屏',
  asStep: '作为一步加入时间线',
  at: '主机状态',
  atStart: '刚载入时',
  atPlayhead: '第 {{step}} 步之后',
  changed: '已写入场景：{{what}}。可以撤销。',
  ruleset: '规则集',
  routes: '路由',
  rules: '策略路由规则',
  sysctl: 'sysctl',
  addedStep: '已添加为第 {{step}} 步。',
  undo: '控制台：{{line}}',
  running: '运行中…',
  help: `命令与真实主机一致：
  iptables, iptables-save, iptables-restore    -A -I -D -R -F -N -X -E -P -L -S -Z，所有表
  ip addr|link|route|rule                       地址、路由与策略路由
  ipset, conntrack, sysctl, ss                  集合、连接、参数、套接字
  dmesg, cat, tail, grep, echo                  内核日志与文件
  service iptables save                         与教材相同
支持管道、>、>>、<、; 和 &&。↑ ↓ 历史，Tab 补全，Ctrl-L 清屏。
改变规则集或主机的命令会改变场景，并且可以撤销。
`,
};
