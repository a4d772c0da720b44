/** The end of a command: extensions build their parameters, addresses are looked up, and the whole is checked. */
import type { BuildContext } from '../extensions/extension.ts';
import { err, ok, type Result } from '../model/index.ts';
import type { AddressCondition, MatchUse, RuleHead, TargetUse } from '../model/index.ts';
import { byteLength } from './bytes.ts';
import {
  ALLOWED,
  isRuleCommand,
  OPTION_LETTERS,
  type CommandName,
  type Jump,
  type OptionLetter,
  type ParsedCommand,
} from './command.ts';
import type { AddressWord, CommandDraft, Outcome } from './command-draft.ts';
import type { ExtensionUse } from './extension-use.ts';
import { ANY_ADDRESS, parseAddresses } from './head.ts';
import { usageFailure, type Failure } from './messages.ts';
import { isVerdict, LONGEST_NAME, nameTooLong } from './names.ts';
import { isTableName } from './tables.ts';

const NAT_DROP = usageFailure(
  '\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n',
);

export function finishCommand(draft: CommandDraft): Result<ParsedCommand, Failure> {
  if (draft.table === 'nat' && (draft.policy === 'DROP' || draft.jump?.name === 'DROP')) return err(NAT_DROP);
  const head: RuleHead = {
    source: ANY_ADDRESS,
    destination: ANY_ADDRESS,
    inDevice: draft.inDevice,
    outDevice: draft.outDevice,
    protocol: draft.protocol,
    fragment: draft.fragment,
  };
  const context = buildContext(draft, head);
  const matches = buildMatches(draft.uses.all, context);
  if (!matches.ok) return matches;
  const jump = buildJump(draft, context);
  if (!jump.ok) return jump;
  const incomplete = checkComplete(draft);
  if (incomplete !== null) return err(incomplete);
  const sources = addressesOf(draft.source, draft);
  if (!sources.ok) return sources;
  const destinations = addressesOf(draft.destination, draft);
  if (!destinations.ok) return destinations;
  const illegal = checkAddresses(draft, sources.value, destinations.value) ?? checkLegal(draft);
  if (illegal !== null) return err(illegal);
  return ok({
    commands: draft.commands,
    table: draft.table,
    chain: draft.chain,
    ruleNumber: draft.ruleNumber,
    newName: draft.newName,
    policy: draft.policy,
    options: draft.letters,
    verbose: draft.verbose,
    counters: draft.counters,
    head,
    sources: sources.value,
    destinations: destinations.value,
    matches: matches.value,
    jump: jump.value,
  });
}

/** An unknown table fails later, when it is opened. */
const buildContext = ({ table, options }: CommandDraft, head: RuleHead): BuildContext => ({
  head,
  table: isTableName(table) ? table : 'filter',
  warn: options.warn,
  findSet: options.findSet,
});

const NO_USES: readonly MatchUse[] = [];
const NO_MATCHES = ok(NO_USES);

function buildMatches(uses: readonly ExtensionUse[], context: BuildContext): Result<readonly MatchUse[], Failure> {
  if (uses.length === 0) return NO_MATCHES;
  let matches = NO_USES;
  for (const use of uses) {
    if (use.kind !== 'match') continue;
    const params = buildUse(use, context);
    if (!params.ok) return params;
    const behaviour = use.extension?.kind === 'match' ? use.extension : null;
    const match: MatchUse =
      behaviour === null
        ? { name: use.name, params: params.value, behaviour, raw: use.raw }
        : { name: use.name, params: params.value, behaviour };
    // Lists of exactly their length: they stay as long as the rule.
    matches = matches.length === 0 ? [match] : [...matches, match];
  }
  return ok(matches);
}

function buildJump({ jump, uses }: CommandDraft, context: BuildContext): Result<Jump | null, Failure> {
  if (jump === null) return ok(null);
  const { name, goto } = jump;
  const use = uses.target;
  if (use === null) return ok({ name, goto, target: !goto && isVerdict(name) ? VERDICTS[name] : null });
  const params = buildUse(use, context);
  if (!params.ok) return params;
  const behaviour = use.extension?.kind === 'target' ? use.extension : null;
  const target = { kind: 'extension' as const, name, params: params.value, behaviour };
  return ok({ name, goto, target: behaviour === null ? { ...target, raw: use.raw } : target });
}

const VERDICTS = {
  ACCEPT: { kind: 'verdict', verdict: 'ACCEPT' },
  DROP: { kind: 'verdict', verdict: 'DROP' },
  RETURN: { kind: 'verdict', verdict: 'RETURN' },
  QUEUE: { kind: 'verdict', verdict: 'QUEUE' },
} as const satisfies Record<string, TargetUse>;

function buildUse(use: ExtensionUse, context: BuildContext): Result<unknown, Failure> {
  const built = use.build(context);
  return built.ok ? built : err(usageFailure(built.error.message, built.error.exit));
}

function checkComplete(draft: CommandDraft): Outcome {
  if (draft.getopt.next < draft.getopt.words.length) return usageFailure('unknown arguments found on commandline');
  if (draft.commands.length === 0) return usageFailure('no command specified');
  if (draft.inverted) return usageFailure('nothing appropriate following !');
  if (draft.interval && !draft.waits) return usageFailure('--wait-interval only makes sense with --wait\n');
  return null;
}

const NO_ADDRESS: Result<readonly AddressCondition[], Failure> = ok([ANY_ADDRESS]);

function addressesOf(given: AddressWord | null, draft: CommandDraft): Result<readonly AddressCondition[], Failure> {
  if (given === null) return NO_ADDRESS;
  const parsed = parseAddresses(given.text, given.inverted);
  if (!parsed.ok) draft.getopt.next = given.word + 1;
  return parsed;
}

function checkAddresses(
  { source, destination, commands }: CommandDraft,
  sources: readonly AddressCondition[],
  destinations: readonly AddressCondition[],
): Outcome {
  if (sources.length === 1 && destinations.length === 1) return null;
  if (source?.inverted === true || destination?.inverted === true)
    return usageFailure('! not allowed with multiple source or destination IP addresses');
  return commands.includes('replace') ? usageFailure('Replacement rule does not specify a unique address') : null;
}

function checkLegal({ chain, commands, letters }: CommandDraft): Outcome {
  const illegal = illegalOption(commands, letters);
  if (illegal !== undefined) return usageFailure(`Illegal option \`-${illegal}' with this command`);
  if (chain !== null && byteLength(chain) > LONGEST_NAME) return usageFailure(nameTooLong(chain));
  if (!isRuleCommand(commands)) return null;
  if ((chain === 'PREROUTING' || chain === 'INPUT') && letters.includes('o'))
    return usageFailure(`Can't use -o with ${chain}\n`);
  if ((chain === 'POSTROUTING' || chain === 'OUTPUT') && letters.includes('i'))
    return usageFailure(`Can't use -i with ${chain}\n`);
  return null;
}

/** generic_opt_check: an option that none of the commands takes. */
function illegalOption(commands: readonly CommandName[], letters: string): OptionLetter | undefined {
  let allowed = '';
  for (const command of commands) allowed += ALLOWED[command];
  if (areAllIn(letters, allowed)) return undefined;
  return OPTION_LETTERS.find((letter) => letters.includes(letter) && !allowed.includes(letter));
}

function areAllIn(letters: string, allowed: string): boolean {
  for (let at = 0; at < letters.length; at++) if (!allowed.includes(letters.charAt(at))) return false;
  return true;
}
