/** The two sides of the comparison: a shell on this machine, and the console's shell over the engine. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { bootMachine, problemText, validateScenario } from '../../src/engine/index.ts';
import { runShell } from '../../src/shell/index.ts';

const AGENT = fileURLToPath(new URL('./shell_agent.py', import.meta.url));

export interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What every sequence of lines is typed on. */
export const HOST = {
  interfaces: [
    { name: 'eth0', addresses: ['203.0.113.1/24'] },
    { name: 'eth1', addresses: ['192.168.1.1/24'] },
  ],
  routes: ['default via 203.0.113.254 dev eth0'],
} as const;

export const IPSETS = `create hosts hash:ip
add hosts 192.168.1.2
add hosts 198.51.100.7
create nets hash:net counters
add nets 192.168.1.0/24
add nets 192.168.1.3/32 nomatch
create services bitmap:port range 0-1023
add services 53
create pairs hash:ip,port timeout 1000
add pairs 192.168.1.2,udp:53
`;

/** One process of the real tools; sequences follow each other. */
export class RealShell {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #stderr = '';

  constructor() {
    this.#process = spawn('python3', ['-B', AGENT], { stdio: 'pipe' });
    this.#process.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async run(lines: readonly string[]): Promise<readonly Answer[]> {
    this.#process.stdin.write(`${JSON.stringify({ host: HOST, ipsets: IPSETS, lines })}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`the agent ended: ${this.#stderr}`);
    const message = JSON.parse(value) as { readonly results?: readonly Answer[]; readonly error?: string };
    if (message.results === undefined) throw new Error(message.error);
    return message.results;
  }

  close(): void {
    this.#process.stdin.end();
  }
}

/** The same lines on a machine of the engine. */
export function runOurs(lines: readonly string[]): readonly Answer[] {
  const scenario = validateScenario({ chainwalk: 1, host: HOST, ipsets: IPSETS, timeline: [] });
  if (!scenario.ok) throw new Error(scenario.error.map(problemText).join('\n'));
  const booted = bootMachine(scenario.value, false);
  if (!booted.ok) throw new Error('the machine does not boot');
  return lines.map((line) => {
    try {
      return runShell(line, booted.value.machine);
    } catch (error) {
      return { exit: -2, stdout: '', stderr: `threw: ${error instanceof Error ? (error.stack ?? '') : String(error)}` };
    }
  });
}
