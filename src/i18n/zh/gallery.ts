import type { gallery as english } from '../en/gallery.ts';
import type { Translated } from '../translated.ts';

export const gallery: Translated<typeof english> = {
  title: '示例',
  intro: '现成的主机，可以打开、拆解。打开操作可以撤销。',
  open: '打开',
  steps_other: '{{count}} 步',
  rules_other: '{{count}} 条规则',
  scenario: '场景',
  untitled: '未命名',
  menu: '场景：{{title}}',
  new: '新建空场景',
  rename: '标题与说明…',
  all: '全部示例…',
  titleLabel: '标题',
  descriptionLabel: '说明',
  undoTitle: '修改标题与说明',
  undoNew: '新建场景',
};
