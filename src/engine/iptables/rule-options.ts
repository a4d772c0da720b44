/** The options that describe a rule: protocol, devices, matches and target. */
import { isKnownMatch, isKnownTarget, lacksModule } from '../extensions/known.ts';
import { parseProtocol } from '../extensions/protocols.ts';
import { findMatch, findTarget } from '../extensions/registry.ts';
import type { CommandDraft, Outcome } from './command-draft.ts';
import { ExtensionUse } from './extension-use.ts';
import { parseDevice, protocolCondition } from './head.ts';
import { usageFailure } from './messages.ts';
import { targetNameProblem } from './names.ts';

export function readProtocol(word: string, draft: CommandDraft): Outcome {
  const text = word.toLowerCase();
  const protocol = parseProtocol(text);
  if (!protocol.ok) return usageFailure(protocol.error.message);
  if (protocol.value === 0 && draft.inverted) return usageFailure('rule would never match protocol');
  draft.protocol = protocolCondition(protocol.value, draft.inverted);
  draft.protocolWord = text;
  return null;
}

export function readDevice(letter: 'i' | 'o', argument: string | null, draft: CommandDraft): Outcome {
  const name = draft.getopt.previous;
  if (argument === '') return usageFailure('Empty interface is likely to be undesired');
  const refused = draft.setOption(letter, true);
  if (refused !== null) return refused;
  const device = parseDevice(name, draft.inverted, draft.options.warn);
  if (!device.ok) return device.error;
  if (letter === 'i') draft.inDevice = device.value;
  else draft.outDevice = device.value;
  return null;
}

export function readJump(name: string, goto: boolean, draft: CommandDraft): Outcome {
  const extension = findTarget(name);
  const problem = extension === undefined ? targetNameProblem(name) : null;
  if (problem !== null) return problem;
  draft.jump = { name, goto };
  if (goto || (extension === undefined && !isKnownTarget(name))) return null;
  warnWithoutModule(name, draft);
  const use = new ExtensionUse('target', name, extension ?? null);
  draft.uses.target = use;
  draft.uses.add(use);
  return null;
}

export function loadMatch(name: string, draft: CommandDraft): Outcome {
  const extension = findMatch(name) ?? null;
  if (extension === null && !isKnownMatch(name))
    return usageFailure(`Couldn't load match \`${name}':No such file or directory\n`);
  warnWithoutModule(name, draft);
  draft.uses.add(new ExtensionUse('match', name, extension));
  return null;
}

/** compatible_revision. */
function warnWithoutModule(name: string, { options }: CommandDraft): void {
  if (lacksModule(name)) options.warn(`Warning: Extension ${name} revision 0 not supported, missing kernel module?`);
}
