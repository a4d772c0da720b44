import type { packet as english } from '../en/packet.ts';
import type { Translated } from '../translated.ts';

export const packet: Translated<typeof english> = {
  empty: '当前没有数据包',
  emptyText: '这一步只是等待或执行命令。前进到下一个数据包。',
  waiting: '运行结果尚未就绪',
  noSteps: '向时间线添加一个数据包，看它怎样走。',
  commandOutput: '命令的输出',
  noOutput: '没有输出。',
  exit: '退出码 {{code}}',
  problem: '没有包可走',
  now: '当前首部',
  bytes: '字节',
  bytesCount_other: '{{count}} 字节',
  arrived: '从 {{device}} 到达',
  origins: {
    process: '由本地进程发送',
    reject: '由 REJECT 生成',
    'icmp-error': '由本机生成：ICMP 差错',
    'local-stack': '由本机协议栈生成',
    tee: '由 TEE 复制',
    synproxy: '由 SYNPROXY 生成',
    'fragment-timeout': '重组超时时生成',
  },
  sentBy: '由 {{process}} 发送',
  becauseOf: '因第 {{packet}} 个包',
  number: '第 {{packet}} 个包',
  state: 'conntrack 状态',
  beside: '字节之外',
  was: '原为',
  changed_other: '途中改变了 {{count}} 个字段',
  unchanged: '与出发时相同',
};
