import type { RunView, Scenario, StepView, WalkEvent } from '../../engine/index.ts';
import { writePcapng, type Crossing } from './write-pcapng.ts';

/** What crossed each interface in a run, both ways, in virtual time; every packet says what became of it. */
export function runToPcapng(scenario: Scenario, view: RunView): Uint8Array<ArrayBuffer> {
  const names = view.host.interfaces.map(({ name }) => name);
  const crossings = view.steps.flatMap((step, index) =>
    step.events.flatMap((event): readonly Crossing[] => {
      const direction = directionOf(event);
      if (direction === null || (event.kind !== 'received' && event.kind !== 'sent')) return [];
      const device = names.indexOf(event.device);
      const isWait = 'wait' in (scenario.timeline[index] ?? {});
      return device === -1
        ? []
        : [
            {
              interface: device,
              direction,
              time: isWait ? step.ends : step.begins,
              datagram: event.bytes,
              comment: commentOf(step, index, event),
            },
          ];
    }),
  );
  return writePcapng({ comment: scenario.title ?? 'Chainwalk', interfaces: names, crossings });
}

const directionOf = (event: WalkEvent): 'in' | 'out' | null =>
  event.kind === 'received' ? 'in' : event.kind === 'sent' ? 'out' : null;

function commentOf(step: StepView, index: number, event: WalkEvent): string {
  const became = step.outcome
    .filter(({ packet }) => packet === event.packet)
    .map(({ kind, text }) => `${kind} ${text}`);
  return [`step ${index + 1}`, ...became].join(': ').trim();
}
