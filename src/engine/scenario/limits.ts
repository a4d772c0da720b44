/** What a document may be at most. Beyond it a scenario is refused, so that a hostile link cannot stall the page. */
export const LIMITS = {
  timeline: 20_000,
  /** Steps of a lesson: people go through them one by one. */
  lessonSteps: 500,
  interfaces: 256,
  /** Characters of the ruleset: a large Kubernetes node has about 4 MB. */
  ruleset: 32 * 1024 * 1024,
  text: 100_000,
  /** Datagrams quoted within datagrams. */
  innerDepth: 4,
  /** Seconds of one wait: ten years. */
  wait: 315_360_000,
} as const;
