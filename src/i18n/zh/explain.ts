import type { explain as english } from '../en/explain.ts';
import type { Translated } from '../translated.ts';

export const explain: Translated<typeof english> = {
  why: '为什么？',
  whyWhat: '为什么{{what}}？',
  shortest: '最简短的回答',
  story: '完整经过',
  nothing: '这里没有数据包走过，也就没有裁决。',
  outcome: {
    sent: '从 {{text}} 发出',
    delivered: '交付给 {{text}}',
    dropped: '被丢弃：{{text}}',
    rejected: '被拒绝：{{text}}',
    logged: '写了日志',
    nat: '做了 {{text}}',
    unknown: '未知：{{text}}',
    nothing: '什么都没有',
  },
};
