import type { transport as english } from '../en/transport.ts';
import type { Translated } from '../translated.ts';

export const transport: Translated<typeof english> = {
  label: '播放控制',
  play: '播放',
  pause: '暂停',
  previousEvent: '上一个事件',
  nextEvent: '下一个事件',
  previousPacket: '时间线上一步',
  nextPacket: '时间线下一步',
  start: '本次行程开头',
  end: '本次行程末尾',
  position: '第 {{position}} 个事件，共 {{count}} 个',
  scrub: '行程中的位置',
  speed: '速度',
  computing: '引擎正在计算…',
  nothing: '还没有可播放的内容',
  shortcuts: {
    playPause: '空格',
  },
};
