import { decodeFragment, encodeFragment } from '../share/index.ts';
import type { LinkProblem } from '../share/index.ts';
import { readArgs, UsageError } from './args.ts';
import { readScenario, requireScenario } from './input.ts';

const PROBLEMS: Readonly<Record<LinkProblem, string>> = {
  'not-a-link': 'this address carries no scenario (it has no #v1.… part)',
  'newer-version': 'this link was made by a newer version of Chainwalk',
  damaged: 'this link is damaged or was cut off on the way',
  'too-large': 'this link asks for more memory than any scenario needs',
  'not-json': 'this link does not hold a scenario',
};

/** `chainwalk link`: scenario → share link. */
export function link(args: readonly string[]): number {
  const { values, positionals } = readArgs(args, { base: { type: 'string', default: 'http://127.0.0.1:4173/' } });
  const scenario = requireScenario(positionals[0]);
  process.stdout.write(`${String(values['base']).replace(/#.*$/, '')}#${encodeFragment(scenario, null)}\n`);
  return 0;
}

/** `chainwalk open`: share link → scenario, as readable JSON. */
export function open(args: readonly string[]): number {
  const { positionals } = readArgs(args, {});
  const [url] = positionals;
  if (url === undefined) throw new UsageError('open takes a link');
  const decoded = decodeFragment(url.slice(url.indexOf('#') + 1));
  if (!decoded.ok) throw new UsageError(PROBLEMS[decoded.error]);
  const read = readScenario(JSON.stringify(decoded.value.document));
  if ('error' in read) throw new UsageError(read.error);
  process.stdout.write(`${JSON.stringify(read.scenario, null, 2)}\n`);
  return 0;
}
