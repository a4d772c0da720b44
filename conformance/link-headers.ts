/** The link headers that a scenario's log lines can rightly show. */

import type { Scenario } from './document.ts';

const NONE = '00:00:00:00:00:00';

/** MAC addresses that a frame of the scenario comes from or goes to. */
export function knownMacs({ host, timeline }: Scenario): ReadonlySet<string> {
  const own = host.interfaces.flatMap(({ mac }, index) => {
    const position = (index + 1).toString(16).padStart(2, '0');
    return [mac ?? `02:00:00:00:00:${position}`, `02:00:00:00:01:${position}`];
  });
  const named = timeline.flatMap((step) =>
    'packet' in step ? [step.packet.srcMac ?? NONE, step.packet.dstMac ?? NONE] : [],
  );
  return new Set([NONE, ...own, ...named].map((mac) => mac.toLowerCase()));
}

const PLAIN = /MAC=((?:[0-9a-f]{2}:){5}[0-9a-f]{2}):((?:[0-9a-f]{2}:){5}[0-9a-f]{2}):08:00 (?=SRC=)/;
const DECODED = /MACSRC=(\S{17}) MACDST=(\S{17}) MACPROTO=\S+ (?=SRC=)/;

/** A copy of TEE has no link header in POSTROUTING: the kernel prints the memory before it, whatever that holds. */
export function withoutForeignMacs(line: string, known: ReadonlySet<string>): string {
  for (const shape of [PLAIN, DECODED]) {
    const [, first = NONE, second = NONE] = shape.exec(line) ?? [];
    if (!known.has(first) || !known.has(second)) return line.replace(shape, 'MAC= ');
  }
  return line;
}

const OF_A_COPY = /IN=(?!lo )\S+ OUT=\S+ MAC= (?=SRC=)/;

/** The kernel's line without its link header where the engine's is one of a copy: what lies there may be an old frame's header. */
export function alignLinkHeader(kernel: string, engine: string | undefined): string {
  if (engine === undefined || !OF_A_COPY.test(engine)) return kernel;
  return kernel.replace(PLAIN, 'MAC= ').replace(DECODED, 'MAC= ');
}
