import type { editor as english } from '../en/editor.ts';
import type { Translated } from '../translated.ts';

export const editor: Translated<typeof english> = {
  label: 'iptables-save 格式的规则集',
  inForce: '已生效',
  checking: '检查中…',
  invalid_other: '{{count}} 处错误：仍使用上一份有效的规则集',
  refused: '被拒绝：{{message}} 仍使用上一份有效的规则集',
  discard: '放弃我的文本',
  changedElsewhere: '规则集同时在别处被修改。',
  byCommands: '时间线中的命令之后会改变它：这里是开始时载入的文本。',
  notes_other: '{{count}} 条提示',
  findings: {
    more: '还有更多错误：读到这里为止',
    shadowed: '永远到不了：规则 {{by}} 已在它之前拿走所有这样的包',
    repeated: '永远到不了：规则 {{by}} 条件相同，已拿走它的包',
    'unused-chain': '没有规则跳到这条链',
    unmodelled: '这里未建模 {{name}}：走到需要它决定的地方会停下并说明',
  },
  undo: '编辑规则集文本',
  line: '第 {{line}} 行',
};
