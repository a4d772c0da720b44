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
  ipsets: 'ipset 集合',
  addedStep: '已添加为第 {{step}} 步。',
  undo: '控制台：{{line}}',
  running: '运行中…',
  help: '支持管道、>、>>、<、; 和 &&。↑ ↓ 翻历史，Tab 补全，Ctrl-L 清屏。改动规则集或主机的命令会改动场景，可以撤销。',
  meant: '这一行含有网页转换出的破折号、弯引号或特殊空格。应为：{{line}}',
  runMeant: '改为运行这一行',
  cut: '另有 {{count}} 个字符未显示。',
  tooLong: '没有运行：一次 {{count}} 个字符对 shell 来说太多了。规则集请用“导入”。',
  tooMany: '没有运行：共 {{count}} 条命令，一次最多 {{most}} 条。规则集请用“导入”。',
};
