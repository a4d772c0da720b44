import type { common as english } from '../en/common.ts';
import type { Translated } from '../translated.ts';

export const common: Translated<typeof english> = {
  add: '添加',
  apply: '应用',
  cancel: '取消',
  clear: '清空',
  close: '关闭',
  copied: '已复制',
  copy: '复制',
  delete: '删除',
  duplicate: '复制一份',
  edit: '编辑',
  loading: '加载中…',
  moveDown: '下移',
  moveUp: '上移',
  not: '非',
  open: '打开',
  remove: '移除',
  rename: '重命名',
  save: '保存',
  engineBusy: '引擎正在计算…',
  typography: {
    dash: '{{text}} 是网页转换出的长破折号（{{code}}）：iptables 需要 {{replacement}}',
    quote: '{{text}} 是弯引号（{{code}}）：iptables 把它当作普通字符；引号应为 {{replacement}}',
    blank: '这个空格不是普通空格（{{code}}）：iptables 会把它当作单词的一部分',
    mark: '这里有一个看不见的字符（{{code}}）：iptables 会把它当作单词的一部分',
    wide: '{{text}} 是全角字符（{{code}}）：iptables 需要 {{replacement}}',
    fix: '改为 {{replacement}}',
    fixAll_other: '修复全部 {{count}} 处',
  },
};
