/** Lays the engine's result beside the kernel's. */

import type { KernelResult, Scenario, StepResult } from './document.ts';
import { alignLinkHeader } from './link-headers.ts';
import { normalise } from './normalise.ts';

/** Seconds by which a listed timeout may be off: virtual time stands still while the kernel's tools run. */
const TIMEOUT_TOLERANCE = 2;

export interface Difference {
  /** Where: `steps[2].log[0]`, `save line 12`, `conntrack[1]`. */
  readonly path: string;
  readonly kernel: string | undefined;
  readonly engine: string | undefined;
}

/** Both results belong to the same scenario (its packets as bytes). Empty when they agree. */
export function compareResults(scenario: Scenario, kernel: KernelResult, engine: KernelResult): readonly Difference[] {
  return compareRuns({ scenario, result: kernel }, { scenario, result: engine });
}

export interface Run {
  readonly scenario: Scenario;
  readonly result: KernelResult;
}

/** As `compareResults`, for an engine run whose packets answer numbers that the engine drew. */
export function compareRuns(kernelRun: Run, engineRun: Run): readonly Difference[] {
  const kernel = normalise(kernelRun.scenario, kernelRun.result);
  const engine = normalise(engineRun.scenario, engineRun.result);
  const found = new Differences();
  found.text('restore.exit', `${kernel.restore.exit}`, `${engine.restore.exit}`);
  found.text('restore.stderr', kernel.restore.stderr, engine.restore.stderr);
  kernelRun.scenario.timeline.forEach((step, at) => {
    const [real, ours] = [kernel.steps?.[at], engine.steps?.[at]];
    if (real === undefined && ours === undefined) return;
    compareStep(found, `steps[${at}]`, real ?? {}, ours ?? {}, 'command' in step ? step.command : '');
  });
  found.list('save line ', lines(kernel.save), lines(engine.save));
  found.entries('conntrack', kernel.conntrack ?? [], engine.conntrack ?? []);
  return found.all;
}

function compareStep(found: Differences, path: string, kernel: StepResult, engine: StepResult, command: string): void {
  const logLines = (step: StepResult) => (step.log ?? []).map(({ level, line }) => `<${level}>${line}`);
  const sentLines = (step: StepResult) => (step.sent ?? []).map(({ dev, hex }) => `${dev} ${hex}`);
  const ourLog = logLines(engine);
  const theirLog = logLines(kernel).map((line, at) => alignLinkHeader(line, ourLog[at]));
  found.list(`${path}.log`, theirLog, ourLog);
  found.list(`${path}.sent`, sentLines(kernel), sentLines(engine));
  found.text(`${path}.exit`, kernel.exit?.toString(), engine.exit?.toString());
  const [theirs, ours] = [lines(kernel.stdout), lines(engine.stdout)];
  if (command.startsWith('conntrack')) found.entries(`${path}.stdout`, theirs, ours);
  else if (LEARNT_WAYS.test(command))
    found.list(`${path}.stdout line `, ...alignLifetimes(theirs.toSorted(), ours.toSorted()));
  else found.list(`${path}.stdout line `, ...alignLifetimes(theirs, ours));
  found.text(`${path}.stderr`, kernel.stderr, engine.stderr);
}

const lines = (text: string | undefined): readonly string[] =>
  text === undefined || text === '' ? [] : text.split('\n');

/** A line of conntrack -L, plain or extended, or of its list of expectations. */
const TIMEOUT = /^((?:ipv4\s+2 )?\S+\s+\d+ |)(\d+)( .*(?:src|proto)=.*)$/s;

class Differences {
  readonly all: Difference[] = [];

  text(path: string, kernel: string | undefined, engine: string | undefined): void {
    if (kernel !== engine) this.all.push({ path, kernel, engine });
  }

  list(path: string, kernel: readonly string[], engine: readonly string[]): void {
    for (let at = 0; at < Math.max(kernel.length, engine.length); at++) {
      this.text(`${path}[${at}]`, kernel[at], engine[at]);
    }
  }

  /** Lines of conntrack -L: in any order, timeouts within the tolerance. */
  entries(path: string, kernel: readonly string[], engine: readonly string[]): void {
    const withoutTimeout = (line: string): string => line.replace(TIMEOUT, '$1…$3');
    const byText = (a: string, b: string): number => (withoutTimeout(a) < withoutTimeout(b) ? -1 : 1);
    const ours = [...engine].sort(byText);
    const aligned = [...kernel].sort(byText).map((line, at) => alignTimeout(line, ours[at]));
    this.list(path, aligned, ours);
  }
}

/** Listed by a hash that is keyed at boot. */
const LEARNT_WAYS = /^ip route (show|list|ls) cache/;
/** What `ip route` says of a learnt way's lifetime, within the tolerance. */
const LIFETIME = /(?<= expires )\d+(?=sec )/;

function alignLifetimes(kernel: readonly string[], engine: readonly string[]): [readonly string[], readonly string[]] {
  const aligned = kernel.map((line, at) => {
    const [ours, theirs] = [LIFETIME.exec(engine[at] ?? '')?.[0], LIFETIME.exec(line)?.[0]];
    const near = ours !== undefined && Math.abs(Number(ours) - Number(theirs)) <= TIMEOUT_TOLERANCE;
    return near ? line.replace(LIFETIME, ours) : line;
  });
  return [aligned, engine];
}

/** The kernel's line with the engine's timeout, if that is near enough. */
function alignTimeout(kernel: string, engine: string | undefined): string {
  const [, head, seconds, tail] = TIMEOUT.exec(kernel) ?? [];
  const other = TIMEOUT.exec(engine ?? '')?.[2];
  const near = other !== undefined && Math.abs(Number(seconds) - Number(other)) <= TIMEOUT_TOLERANCE;
  return near ? `${head}${other}${tail}` : kernel;
}
