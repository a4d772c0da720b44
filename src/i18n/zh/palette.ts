import type { palette as english } from '../en/palette.ts';
import type { Translated } from '../translated.ts';

export const palette: Translated<typeof english> = {
  title: '命令面板',
  placeholder: '操作、链或规则…',
  found: '命令',
  nothing: '没有名为“{{query}}”的命令。',
  count_other: '{{count}} 条命令',
  openScenario: '打开：{{title}}',
  addPreset: '添加：{{what}}',
  showPanel: '显示：{{panel}}',
  setTheme: '主题：{{theme}}',
  unfollow: '停止跟随数据包',
  groups: {
    playback: '播放',
    scenario: '场景',
    add: '时间线',
    panel: '面板',
    display: '显示',
    chain: '链',
    rule: '规则',
  },
  shortcuts: {
    title: '键盘快捷键',
    playPause: '播放或暂停',
    events: '下一个和上一个事件',
    steps: '时间线的下一步和上一步',
    edges: '此行程的开头和结尾',
    undo: '撤销',
    redo: '重做',
    escape: '关闭当前打开的内容',
    inside: '在列表、标签和菜单中，方向键在其内部移动；在图形中，方向键在链的规则之间移动。',
  },
};
