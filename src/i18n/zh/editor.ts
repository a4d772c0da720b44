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
    shadowed: '永远到不了：规则 {{by}} 已在它之前拿走所有这样的包',
    repeated: '永远到不了：规则 {{by}} 条件相同，已拿走它的包',
    'unused-chain': '没有规则跳到这条链',
    unmodelled: '这里未建模 {{name}}：走到需要它决定的地方会停下并说明',
  },
  typography: {
    dash: '{{text}} 是网页转换出的长破折号（{{code}}）：iptables 需要 {{replacement}}',
    quote: '{{text}} 是弯引号（{{code}}）：iptables 把它当作普通字符；引号应为 {{replacement}}',
    blank: '这个空格不是普通空格（{{code}}）：iptables 会把它当作单词的一部分',
    mark: '这里有一个看不见的字符（{{code}}）：iptables 会把它当作单词的一部分',
    wide: '{{text}} 是全角字符（{{code}}）：iptables 需要 {{replacement}}',
    fix: '改为 {{replacement}}',
    fixAll_other: '修复全部 {{count}} 处',
  },
  undo: '编辑规则集文本',
  line: '第 {{line}} 行',
};
