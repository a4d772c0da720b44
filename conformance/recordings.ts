/** Recordings on disk: one scenario with the kernel's answer per file, grouped by subject. */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe } from './datagram.ts';
import type { Recording, Step } from './document.ts';

export const RECORDINGS = fileURLToPath(new URL('./recordings', import.meta.url));

export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export function writeRecording(subject: string, { scenario, kernel }: Recording): void {
  const path = join(RECORDINGS, subject, `${slug(scenario.title ?? 'untitled')}.json`);
  mkdirSync(dirname(path), { recursive: true });
  const timeline = scenario.timeline.map(annotated);
  writeFileSync(path, `${readable({ scenario: { ...scenario, timeline }, kernel })}\n`);
}

/** Indented JSON in which a log line, a datagram, a packet and an interface take one line each. */
function readable(value: object): string {
  return JSON.stringify(value, null, 2)
    .replace(/\{\n\s+("level": \d,)\n\s+("line": ".*")\n\s+\}/g, '{ $1 $2 }')
    .replace(
      /\{\n\s+("(?:dev|in|from)": [^{}[\]]*?)\n\s+\}/g,
      (_, inside: string) => `{ ${inside.replace(/\n\s+/g, ' ')} }`,
    )
    .replace(/\[\n\s+("[^"\n]*")\n\s+\]/g, '[$1]');
}

export function removeRecordings(subject: string): void {
  rmSync(join(RECORDINGS, subject), { recursive: true, force: true });
}

/** Every recording with its path below the recordings' directory, in order. */
export function readRecordings(): readonly { readonly path: string; readonly recording: Recording }[] {
  return readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => ({
      path: relative('.', path),
      recording: JSON.parse(readFileSync(join(RECORDINGS, path), 'utf8')) as Recording,
    }));
}

function annotated(step: Step): Step {
  return 'packet' in step && step.note === undefined ? { ...step, note: describe(step.packet.hex) } : step;
}
