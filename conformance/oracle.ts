/** Runs scenarios on this machine's kernel through a few agent processes. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { KernelResult, Packet, Recording, Scenario, SentDatagram, Step } from './document.ts';
import { replyPacket } from './reply.ts';

const AGENT = fileURLToPath(new URL('./kernel/agent.py', import.meta.url));

/** `unrecordable`: allowed by the format, but no real kernel plays it soon; `busy`: ticks or log lines were missed. */
export type OracleAnswer =
  | ({ readonly kind: 'recorded' } & Recording)
  | { readonly kind: 'unrecordable' | 'refused' | 'failed' | 'busy'; readonly error: string };

type AgentMessage =
  | { readonly ask: { readonly step: number; readonly sent: readonly SentDatagram[] } }
  | { readonly result: KernelResult }
  | { readonly error: string; readonly kind: 'unrecordable' | 'refused' | 'failed' | 'busy' };

export interface Oracle {
  run(scenario: Scenario): Promise<OracleAnswer>;
  close(): void;
}

/** Why this machine cannot be the oracle, or undefined if it can. */
export function oracleUnavailable(): string | undefined {
  if (process.platform !== 'linux') return 'The oracle is a Linux kernel; this is not Linux.';
  if (process.getuid?.() !== 0) return 'The oracle makes network namespaces: it must run as root.';
  return undefined;
}

export function openOracle(agents = 6): Oracle {
  const idle: Agent[] = Array.from({ length: agents }, () => new Agent());
  const everyone = [...idle];
  const waiting: ((agent: Agent) => void)[] = [];
  const release = (agent: Agent): void => {
    const next = waiting.shift();
    if (next) next(agent);
    else idle.push(agent);
  };
  return {
    async run(scenario) {
      const agent = idle.pop() ?? (await new Promise<Agent>((resolve) => waiting.push(resolve)));
      try {
        return await agent.run(scenario);
      } finally {
        release(agent);
      }
    },
    close: () => everyone.forEach((agent) => agent.close()),
  };
}

class Agent {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #stderr = '';

  constructor() {
    this.#process = spawn('python3', ['-B', AGENT], { stdio: 'pipe' });
    this.#process.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async run(scenario: Scenario): Promise<OracleAnswer> {
    this.#say({ id: 1, scenario });
    const played: Step[] = [...scenario.timeline];
    for (;;) {
      const message = await this.#hear();
      if ('ask' in message) this.#answer(message.ask, played, scenario);
      else if ('error' in message) return { kind: message.kind, error: message.error };
      else return { kind: 'recorded', scenario: { ...scenario, timeline: played }, kernel: message.result };
    }
  }

  close(): void {
    this.#process.stdin.end();
  }

  #answer(ask: { step: number; sent: readonly SentDatagram[] }, played: Step[], scenario: Scenario): void {
    const step = scenario.timeline[ask.step - 1];
    const packet: Packet | undefined = step && 'reply' in step ? replyPacket(step.reply, ask.sent) : undefined;
    // A reply to nothing is a step in which nothing happens.
    played[ask.step - 1] = packet ? { packet } : { wait: 0 };
    this.#say(packet ?? {});
  }

  #say(message: object): void {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  async #hear(): Promise<AgentMessage> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`The kernel agent ended: ${this.#stderr}`);
    return JSON.parse(value) as AgentMessage;
  }
}
