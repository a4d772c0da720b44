import type {
  ConntrackView,
  Diagnostic,
  Hook,
  StateDescription,
  Station,
  TableName,
  WalkEvent,
} from '../model/index.ts';

/** Everything the page draws, as plain data that crosses from the worker (structured clone). */
export interface RunView {
  /** iptables-restore's answer to the document's ruleset. With exit ≠ 0 nothing was run: `steps` is empty. */
  readonly restore: { readonly exit: number; readonly stderr: string; readonly diagnostics: readonly Diagnostic[] };
  /** Hook registrations in force, sorted by hook and priority: the graph is drawn from it. */
  readonly pipeline: readonly Station[];
  /** Ruleset versions: [0] as loaded; a command that changes it appends one. */
  readonly rulesets: readonly RulesetView[];
  readonly host: HostView;
  readonly steps: readonly StepView[];
  /** Instant at which the first step begins, ms. */
  readonly start: number;
  /** Memories of rules before the first step. */
  readonly states?: readonly RuleStateView[];
  /** ipsets before the first step. */
  readonly sets?: readonly SetView[];
}

/** An ipset with what is in it at an instant. */
export interface SetView {
  readonly name: string;
  /** 'hash:ip'. */
  readonly type: string;
  /** How many there are; `members` has the first of them, as `ipset list` shows each. */
  readonly count: number;
  readonly members: readonly string[];
}

/** What a rule's extension remembers (the token bucket of limit), as it is after a step. */
export interface RuleStateView extends StateDescription {
  readonly table: TableName;
  readonly chain: string;
  /** 1-based. */
  readonly rule: number;
  /** 'limit'. */
  readonly extension: string;
}

export interface StepView {
  /** Virtual instants in ms. */
  readonly begins: number;
  readonly ends: number;
  /** Index into `rulesets` in force during the step and after it. */
  readonly rulesetBefore: number;
  readonly rulesetAfter: number;
  readonly events: readonly WalkEvent[];
  readonly outcome: readonly OutcomeView[];
  /** Conntrack table after the step, in order of creation. */
  readonly conntrack: readonly ConntrackView[];
  /** Rules and policies whose counters the step changed: their values after it. */
  readonly counters: readonly CounterView[];
  /** Memories of rules after the step; an object that did not change is the one of the step before. */
  readonly states?: readonly RuleStateView[];
  /** ipsets after the step, if there are any; one that did not change is the object of the step before. */
  readonly sets?: readonly SetView[];
  readonly command?: { readonly exit: number; readonly stdout: string; readonly stderr: string };
  /** Why nothing happened ('step 2 put nothing on the wire'), or what could not be built. */
  readonly problem?: string;
  readonly expectations?: readonly ExpectationView[];
  /** The events are what a real kernel logged; what the engine walked is kept beside them. */
  readonly recorded?: { readonly simulated: readonly WalkEvent[] };
}

export interface ExpectationView {
  readonly text: string;
  readonly pass: boolean;
  readonly was: string;
}

/** A badge of a step. */
export interface OutcomeView {
  readonly kind: 'sent' | 'delivered' | 'dropped' | 'rejected' | 'logged' | 'nat' | 'unknown' | 'nothing';
  /** '→ eth1', 'sshd', 'filter INPUT 3', 'SNAT'. */
  readonly text: string;
  readonly packet: number | null;
  /** It concerns a packet that the host made in answer, not the step's own. */
  readonly answer?: true;
}

export interface CounterView {
  readonly table: TableName;
  readonly chain: string;
  /** 1-based; 0 is the policy. */
  readonly rule: number;
  readonly packets: string;
  readonly bytes: string;
}

export interface RulesetView {
  /** In the kernel's order of tables for the page: raw, mangle, nat, filter, security (those in force). */
  readonly tables: readonly TableView[];
  /** iptables-save text (without -c and without comment lines). */
  readonly text: string;
}

export interface TableView {
  readonly name: TableName;
  readonly chains: readonly ChainView[];
}

export interface ChainView {
  readonly name: string;
  readonly hook: Hook | null;
  readonly policy: 'ACCEPT' | 'DROP' | null;
  readonly packets: string;
  readonly bytes: string;
  /** Rules that jump or go here: 'INPUT 3'. */
  readonly references: readonly { readonly chain: string; readonly rule: number }[];
  readonly rules: readonly RuleView[];
}

export interface RuleView {
  /** iptables-save line without `-A CHAIN`. */
  readonly text: string;
  /** Conditions in short for a row: 'eth0 tcp dpt:443 NEW'. '' matches everything. */
  readonly brief: string;
  readonly target: {
    readonly kind: 'none' | 'verdict' | 'jump' | 'goto' | 'extension';
    /** 'ACCEPT', 'DNAT', chain name, ''. */
    readonly name: string;
    /** '→ 192.168.1.10:80' or ''. */
    readonly brief: string;
    readonly chip: 'accept' | 'drop' | 'reject' | 'log' | 'nat' | 'mark' | 'jump' | 'return' | 'other' | 'none';
  };
  readonly comment?: string;
  /** Names of extensions in it that the engine does not model. */
  readonly notModelled?: readonly string[];
  readonly packets: string;
  readonly bytes: string;
}

export interface HostView {
  readonly hostname: string;
  readonly interfaces: readonly {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly mac: string;
    readonly mtu: number;
  }[];
  readonly routes: readonly string[];
  readonly policyRules: readonly string[];
  readonly sysctl: readonly { readonly key: string; readonly value: string; readonly isDefault: boolean }[];
  readonly sockets: readonly {
    readonly proto: string;
    readonly address: string;
    readonly port: number;
    readonly process: string;
  }[];
}

/** A rule taken apart for a form; text goes in and out through the same parser as the ruleset. */
export interface RuleForm {
  readonly table: TableName;
  readonly chain: string;
  /** Head options as typed: '-s', '-d', '-i', '-o', '-p', '-f'. */
  readonly head: readonly FormOption[];
  readonly matches: readonly FormPart[];
  readonly target: {
    readonly kind: 'none' | 'jump' | 'goto';
    readonly name: string;
    readonly options: readonly FormOption[];
  };
}

export interface FormPart {
  readonly name: string;
  readonly options: readonly FormOption[];
}

export interface FormOption {
  /** Without dashes: 'dport', 's'. */
  readonly name: string;
  readonly inverted: boolean;
  readonly value: string;
}

/** Description of one extension for forms, completion and help: the serialisable half of extensions/extension.ts. */
export interface ExtensionView {
  readonly kind: 'match' | 'target';
  readonly name: string;
  readonly modelled: boolean;
  readonly tables?: readonly TableName[];
  readonly hooks?: readonly Hook[];
  readonly protocols?: readonly number[];
  readonly options: readonly OptionView[];
}

export interface OptionView {
  readonly name: string;
  /** Other spellings: 'dport' for 'destination-port'. */
  readonly aliases?: readonly string[];
  readonly kind: string;
  readonly invert: boolean;
  readonly mandatory: boolean;
  readonly multi: boolean;
  readonly excludes: readonly string[];
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
  readonly widget: 'text' | 'number' | 'select' | 'flags' | 'checkbox' | 'ports' | 'address';
}

/** A header field with its place in the bytes, for the byte view. */
export interface PacketLine {
  readonly layer: string;
  readonly field: string;
  readonly value: string;
  readonly offset: number;
  readonly length: number;
}
