/** Why things came out as they did; two rulesets side by side; the conversation as a sequence diagram. */
export const explain = {
  why: 'Why?',
  whyWhat: 'Why {{what}}?',
  shortest: 'The shortest answer',
  story: 'The whole story',
  nothing: 'Nothing walked here, so nothing decided.',
  outcome: {
    sent: 'sent by {{text}}',
    delivered: 'delivered to {{text}}',
    dropped: 'dropped: {{text}}',
    rejected: 'rejected: {{text}}',
    logged: 'logged',
    nat: '{{text}}',
    unknown: 'unknown: {{text}}',
    nothing: 'nothing',
  },
} as const;
