import { assertNever } from '../model/index.ts';
import type { WalkEvent } from '../model/index.ts';
import { formatAddress } from '../net/index.ts';
import { packetName } from './dissect.ts';
import type { Step } from './document.ts';
import { placeText } from './outcome.ts';
import type { RunRecord, StepRecord } from './record.ts';

/** One line for people about an event. */
export function eventText(event: WalkEvent): string {
  switch (event.kind) {
    case 'received':
      return `received on ${event.device}: ${packetName(event.bytes)}`;
    case 'originated':
      return `the host sends (${event.by}): ${packetName(event.bytes)}`;
    case 'hook':
      return `${event.hook}  in=${event.inDevice || '-'} out=${event.outDevice || '-'}`;
    case 'table':
      return `${event.table} ${event.chain}`;
    case 'skipped':
      return `${event.station} skipped: ${event.reason}`;
    case 'missed': {
      const rules = event.from === event.to ? `rule ${event.from}` : `rules ${event.from}-${event.to}`;
      const [reason] = event.reasons ?? [];
      const why =
        reason && event.from === event.to ? ` (${reason.option} wants ${reason.wants}, has ${reason.has})` : '';
      return `${event.table} ${event.chain} ${rules} did not match${why}`;
    }
    case 'matched':
      return `${placeText(event)} matched${event.target ? `: ${event.target}` : ''}`;
    case 'jumped':
      return `${event.goto ? 'goes' : 'jumps'} to ${event.to}`;
    case 'returned':
      return `${event.chain} returns to ${event.to}${event.toRule ? ` ${event.toRule}` : ''}`;
    case 'policy':
      return `${event.table} ${event.chain} policy ${event.policy}`;
    case 'verdict':
      return `${placeText(event)}: ${event.verdict}`;
    case 'rewritten':
      return `rewritten by ${event.by}: ${event.changes.map(({ field, before, after }) => `${field} ${before} → ${after}`).join(', ')}`;
    case 'marked':
      return `${event.field} ${event.before} → ${event.after}`;
    case 'conntrack':
      return `conntrack ${event.action}: ${event.state}${event.reason ? ` (${event.reason})` : ''}`;
    case 'nat':
      return `nat ${event.manip} ${event.action}`;
    case 'routed':
      return `route (${event.phase}): ${event.outcome}${event.device ? ` by ${event.device}` : ''}${event.nextHop ? ` via ${formatAddress(event.nextHop)}` : ''}`;
    case 'logged':
      return `log <${event.level}> ${event.line}`;
    case 'reassembled':
      return `reassembled from ${event.fragments} fragments`;
    case 'fragmented':
      return `fragmented for ${event.device}: ${event.sizes.join(', ')} bytes`;
    case 'sent':
      return `sent by ${event.device}: ${packetName(event.bytes)}`;
    case 'looped':
      return `looped back on ${event.device}`;
    case 'delivered':
      return `delivered to ${event.process ?? event.to}`;
    case 'dropped':
      return `dropped${event.place ? ` by ${placeText(event.place)}` : ''}: ${event.text || event.reason}`;
    case 'unknown':
      return `not modelled: ${event.what}`;
    default:
      return assertNever(event);
  }
}

function stepTitle(step: Step | undefined): string {
  if (!step) return '';
  if ('packet' in step) return step.packet.in ? `packet in ${step.packet.in}` : 'packet from local';
  if ('reply' in step) return `reply to ${step.reply.to}`;
  return 'wait' in step ? `wait ${step.wait} s` : `$ ${step.command}`;
}

function stepLines(step: StepRecord, index: number, document: Step | undefined): string[] {
  const lines = [`${index + 1}. ${stepTitle(document)}${document?.disabled ? ' (disabled)' : ''}`];
  if (step.problem) lines.push(`   ${step.problem}`);
  if (step.command)
    lines.push(
      ...`${step.command.stdout}${step.command.stderr}`
        .split('\n')
        .filter(Boolean)
        .map((line) => `   ${line}`),
    );
  for (const event of step.events) lines.push(`   ${event.packet ? `#${event.packet} ` : ''}${eventText(event)}`);
  for (const { pass, text, was } of step.expectations)
    lines.push(`   ${pass ? '✓' : '✕'} ${text}${pass ? '' : ` (was ${was || 'nothing'})`}`);
  return lines;
}

/** The run as numbered phases, for a terminal. */
export function textFormat(record: RunRecord): string {
  if (record.restore.exit !== 0) return record.restore.stderr;
  const steps = record.steps.flatMap((step, index) => stepLines(step, index, record.scenario.timeline[index]));
  const table = record.machine.host.conntrackLines();
  return [...steps, ...(table.length > 0 ? ['conntrack', ...table.map((line) => `   ${line}`)] : []), ''].join('\n');
}
