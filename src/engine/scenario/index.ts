/** The scenario document: validate, run, and what comes out of a run. */
export * from './views.ts';
export type {
  Expectations,
  HostDocument,
  InterfaceDocument,
  PacketDocument,
  PacketFields,
  PacketMeta,
  ReplyDocument,
  Scenario,
  SocketDocument,
  Step,
} from './document.ts';
export type {
  CourseDocument,
  HiddenCase,
  HiddenStep,
  LessonDocument,
  LessonKind,
  LessonStart,
  LessonStep,
  LessonText,
  Prediction,
  PredictionChoice,
  SolutionStep,
  Trap,
} from './lesson-document.ts';
export { validateCourse, validateLesson } from './validate-lesson.ts';
export { dissect, packetName } from './dissect.ts';
export type { Dissection } from './dissect.ts';
export { kernelFormat } from './kernel-format.ts';
export type { KernelResult, KernelStep } from './kernel-format.ts';
export { bootMachine, carriesCounters, installRuleset } from './machine.ts';
export type { BootedMachine, Machine } from './machine.ts';
export { buildPacket } from './packet.ts';
export type { SenderDefaults } from './packet.ts';
export type { CommandOutput, LogLine, RunRecord, SentDatagram, StepRecord } from './record.ts';
export { replyFields } from './reply.ts';
export { runScenario } from './run.ts';
export type { RunOptions } from './run.ts';
export { problemText, validateScenario } from './validate.ts';
export type { Problem } from './validate.ts';
export { benchScenario } from './bench.ts';
export type { BenchResult } from './bench.ts';
export { checkRuleset } from './check.ts';
export { eventsFormat } from './events-format.ts';
export type { EventsResult } from './events-format.ts';
export { eventText, textFormat } from './text-format.ts';
export { explainMisses } from './explain.ts';
export type { Question } from './explain.ts';
export { runView } from './run-view.ts';
export { commandOn } from './command-on.ts';
export type { CommandAnswer } from './command-on.ts';
export { catalogue } from './catalogue.ts';
export { ruleForm, ruleText } from './rule-form.ts';
export type { FormProblem } from './rule-form.ts';
