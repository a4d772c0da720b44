import * as v from 'valibot';
import { err, ok, type Result } from '../model/index.ts';
import type { PacketDocument, Scenario, Step } from './document.ts';
import { LIMITS } from './limits.ts';
import { documentSchema, STEP_KINDS, stepSchemas } from './schema.ts';

/** A fault of a document. `path` as in JavaScript: 'timeline[3].packet.dport', '' for the whole. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export const problemText = (problem: Problem): string =>
  problem.path ? `${problem.path}: ${problem.message}` : problem.message;

type PathItem = { readonly key: unknown };

function pathText(prefix: string, path: readonly PathItem[] | undefined): string {
  return (path ?? []).reduce((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\w$]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text ? `${text}.${name}` : name;
  }, prefix);
}

export function check(schema: v.GenericSchema, value: unknown, prefix: string): Problem[] {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  return result.success ? [] : result.issues.map((issue) => deepest(issue, prefix));
}

/** The issue of a union's best branch says more than the union's own. */
function deepest(issue: v.BaseIssue<unknown>, prefix: string): Problem {
  const path = pathText(prefix, issue.path);
  const inner = issue.issues?.findLast((candidate) => (candidate.path?.length ?? 0) > 0);
  return inner ? deepest(inner, path) : { path, message: issue.message };
}

/** Nesting beyond what any valid document has, and keys that could reach a prototype. Iterative: depth is the attacker's. */
export function structuralProblem(value: unknown): Problem | null {
  const pending: { readonly node: unknown; readonly path: string; readonly depth: number }[] = [
    { node: value, path: '', depth: 0 },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (typeof next.node !== 'object' || next.node === null) continue;
    if (next.depth > 24) return { path: next.path.slice(0, 120), message: 'is nested too deeply' };
    if (!Array.isArray(next.node) && Object.hasOwn(next.node, '__proto__'))
      return { path: pathText(next.path, [{ key: '__proto__' }]), message: 'is not a key of this object' };
    for (const [key, child] of Object.entries(next.node))
      if (typeof child === 'object' && child !== null)
        pending.push({
          node: child,
          path: pathText(next.path, [{ key: Array.isArray(next.node) ? Number(key) : key }]),
          depth: next.depth + 1,
        });
  }
  return null;
}

function stepProblems(step: unknown, index: number): Problem[] {
  const path = `timeline[${index}]`;
  if (typeof step !== 'object' || step === null || Array.isArray(step)) return [{ path, message: 'is not an object' }];
  const kinds = STEP_KINDS.filter((kind) => Object.hasOwn(step, kind));
  const kind = kinds[0];
  if (kind === undefined) return [{ path, message: `has none of ${STEP_KINDS.join(', ')}` }];
  if (kinds.length > 1) return [{ path, message: `has both ${kinds.join(' and ')}` }];
  const problems = check(stepSchemas[kind], step, path);
  return problems.length > 0 ? problems : meaningProblems(step as Step, index);
}

const FIELD_KEYS_OF_HEX = new Set(['in', 'from', 'hex', 'srcMac', 'dstMac', 'mark', 'uid', 'gid']);

function packetProblems(packet: PacketDocument, path: string): Problem[] {
  const problems: Problem[] = [];
  if (packet.in !== undefined && packet.from !== undefined) problems.push({ path, message: 'has both in and from' });
  if (packet.in === undefined && packet.from === undefined)
    problems.push({ path, message: 'says neither where it comes in ("in") nor that it is local ("from": "local")' });
  if (packet.hex !== undefined) {
    const extra = Object.keys(packet).find((key) => !FIELD_KEYS_OF_HEX.has(key));
    if (extra)
      problems.push({
        path: `${path}.${extra}`,
        message: 'stands beside hex: a packet is given by bytes or by fields, not both',
      });
  } else if (packet.dst === undefined) problems.push({ path: `${path}.dst`, message: 'is missing (an IPv4 address)' });
  else if (packet.src === undefined && packet.in !== undefined)
    problems.push({ path: `${path}.src`, message: 'is missing (an IPv4 address)' });
  return problems;
}

function meaningProblems(step: Step, index: number): Problem[] {
  if ('packet' in step) return packetProblems(step.packet, `timeline[${index}].packet`);
  if ('reply' in step && step.reply.to > index)
    return [
      { path: `timeline[${index}].reply.to`, message: `step ${step.reply.to} does not come before step ${index + 1}` },
    ];
  return [];
}

function referenceProblems(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  const names = new Set(['lo']);
  for (const [index, { name }] of scenario.host.interfaces.entries()) {
    if (names.has(name))
      problems.push({ path: `host.interfaces[${index}].name`, message: `${name} stands there twice` });
    names.add(name);
  }
  for (const [index, step] of scenario.timeline.entries())
    if ('packet' in step && step.packet.in !== undefined && !names.has(step.packet.in))
      problems.push({ path: `timeline[${index}].packet.in`, message: `the host has no interface ${step.packet.in}` });
  return problems;
}

/**
 * Checks an unknown value as a scenario document. All problems are told, in the order of the document; with any, nothing is
 * loaded. The value itself is returned, typed: nothing is filled in.
 */
export function validateScenario(value: unknown): Result<Scenario, readonly Problem[]> {
  const structure = structuralProblem(value);
  if (structure) return err([structure]);
  const problems = check(documentSchema, value, '');
  const timeline = (value as { timeline?: unknown } | null)?.timeline;
  if (Array.isArray(timeline) && timeline.length <= LIMITS.timeline)
    for (const [index, step] of timeline.entries()) problems.push(...stepProblems(step, index));
  if (problems.length > 0) return err(problems);
  const scenario = value as Scenario;
  const references = referenceProblems(scenario);
  return references.length > 0 ? err(references) : ok(scenario);
}
