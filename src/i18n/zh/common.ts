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
};
