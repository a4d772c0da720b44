import type { trace as english } from '../en/trace.ts';
import type { Translated } from '../translated.ts';

export const trace: Translated<typeof english> = {
  empty: '这一步没有包在走',
  emptyText: '这一步只是等待或执行命令。',
  show: '显示',
  walk: '路径',
  lines: 'TRACE 行',
  noLines: '这一步没有被跟踪的包',
  noLinesText: '内核为规则标记的包写 TRACE 行：iptables -t raw -A PREROUTING -j TRACE',
  packet: '第 {{packet}} 个包',
  label: '第 {{step}} 步的路径，逐个事件',
};
