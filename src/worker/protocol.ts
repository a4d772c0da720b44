import type {
  CommandAnswer,
  CourseDocument,
  Diagnostic,
  ExpectationView,
  ExtensionView,
  LessonDocument,
  MissReason,
  PacketFields,
  PacketLine,
  Problem,
  RuleForm,
  RunView,
  Scenario,
} from '../engine/index.ts';

export type { CommandAnswer, PacketLine } from '../engine/index.ts';

/** What the page can ask of the engine. Every method takes plain data and answers plain data. */
export interface EngineApi {
  /** Validates an unknown value as a scenario. */
  validate(document: unknown): { readonly scenario: Scenario } | { readonly problems: readonly Problem[] };
  validateLesson(document: unknown): { readonly lesson: LessonDocument } | { readonly problems: readonly Problem[] };
  validateCourse(document: unknown): { readonly course: CourseDocument } | { readonly problems: readonly Problem[] };
  run(scenario: Scenario): RunView;
  /** The same for a document beside the one that is open: neither question puts off the other. */
  runBeside(scenario: Scenario): RunView;
  /** What came of each step's expectations, and nothing else of the run; null where the scenario cannot be run. */
  check(scenario: Scenario): readonly (readonly ExpectationView[])[] | null;
  /** Reasons of rules `from`–`to` of a `missed` event that came without: one per rule. */
  explain(scenario: Scenario, step: number, event: number, from: number, to: number): readonly MissReason[];
  /** Reads iptables-save text without putting it in force. */
  checkRuleset(
    text: string,
    scenario: Scenario,
  ): { readonly diagnostics: readonly Diagnostic[]; readonly exit: number; readonly stderr: string };
  /**
   * Runs shell commands on the machine as it stands after the document's ruleset was loaded (before the first step) or after step
   * `after`. `ruleset` is the iptables-save text after the commands when they changed it, for the page to write into the document.
   */
  command(scenario: Scenario, line: string, after: number | null): CommandAnswer;
  ruleForm(
    table: string,
    chain: string,
    text: string,
    scenario: Scenario,
  ): { readonly form: RuleForm } | { readonly message: string };
  ruleText(
    form: RuleForm,
    scenario: Scenario,
  ): { readonly text: string } | { readonly message: string; readonly part: string; readonly option: string };
  catalogue(): readonly ExtensionView[];
  /** Bytes of a packet given by fields, and the fields read back from bytes. */
  packetBytes(
    fields: PacketFields,
  ): { readonly bytes: Uint8Array } | { readonly field: string; readonly message: string };
  packetFields(bytes: Uint8Array): { readonly fields: PacketFields; readonly lines: readonly PacketLine[] };
}

export type Method = keyof EngineApi;

export interface Request {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
}

export type Response =
  | { readonly id: number; readonly kind: 'ok'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
