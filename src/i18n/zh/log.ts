import type { log as english } from '../en/log.ts';
import type { Translated } from '../translated.ts';

export const log: Translated<typeof english> = {
  empty: '内核还没有写日志',
  emptyText: 'LOG 规则会在这里写一行；被 TRACE 的包每经过一条规则也会写一行。',
  filtered: '没有符合筛选的行',
  kinds: '显示的行',
  all: '全部',
  log: 'LOG',
  trace: 'TRACE',
  level: '级别',
  anyLevel: '任意级别',
  atLeast: '{{level}} 及更严重',
  prefix: '前缀',
  anyPrefix: '任意前缀',
  find: '在日志中查找',
  step: '第 {{step}} 步',
  goTo: '转到写下此行的第 {{step}} 步',
  openRule: '打开写下此行的规则',
};
