import { benchScenario } from '../engine/index.ts';
import { readArgs, UsageError } from './args.ts';
import { requireScenario } from './input.ts';

/** `chainwalk bench`: the timeline's packets over and over, without tracing; one JSON object. */
export function bench(args: readonly string[]): number {
  const { values, positionals } = readArgs(args, { packets: { type: 'string', default: '100000' } });
  const packets = Number(values['packets']);
  if (!Number.isInteger(packets) || packets < 1)
    throw new UsageError(`--packets ${String(values['packets'])}: is not a number of packets`);
  const started = performance.now();
  const run = benchScenario(requireScenario(positionals[0]), packets, () => (performance.now() - started) / 1000);
  if (!run.ok) throw new UsageError(run.error);
  const { seconds, rules } = run.value;
  process.stdout.write(
    `${JSON.stringify({ packets, seconds, packetsPerSecond: Math.round(packets / seconds), rules })}\n`,
  );
  return 0;
}
