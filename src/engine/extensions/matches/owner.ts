import type { MatchContext, MatchResult, Result } from '../../model/index.ts';
import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch, type ListStyle } from '../extension.ts';
import { nftCondition } from '../nft-words.ts';
import { leadingUnsigned } from '../numbers.ts';
import { usage, type GivenOptions, type OptionContext, type Range, type UsageError } from '../options.ts';
import { GROUPS, nameOf, USERS } from '../users.ts';
import { help } from './owner.help.ts';

interface Ids extends Range {
  readonly inverted: boolean;
}

/** struct xt_owner_match_info; null is no condition. */
interface Owner {
  readonly uid: Ids | null;
  readonly gid: Ids | null;
  readonly supplementary: boolean;
  readonly socket: { readonly inverted: boolean } | null;
}

/** -1 is "nobody was asked for", so the largest id is one less. */
const ID_MAX = 0xfffffffen;

function readIds(text: string, names: ReadonlyMap<string, number>, option: string): Result<Range, UsageError> {
  const named = names.get(text);
  if (named !== undefined) return ok({ min: named, max: named });
  const bad = usage(`owner: Bad value for "--${option}" option: "${text}"`);
  const first = leadingUnsigned(text);
  if (first === null || first.value > ID_MAX) return bad;
  if (first.rest === '') return ok({ min: Number(first.value), max: Number(first.value) });
  const last = /^[-:]/.test(first.rest) ? leadingUnsigned(first.rest.slice(1)) : null;
  return last === null || last.value > ID_MAX || last.rest !== ''
    ? bad
    : ok({ min: Number(first.value), max: Number(last.value) });
}

const needsGroup = (_: never, { given }: OptionContext): UsageError | null =>
  given.has('gid-owner')
    ? null
    : { message: 'owner: Bad value for "--suppl-groups" option: "you need to use --gid-owner first"' };

const taken = (given: GivenOptions, name: string): Ids | null => {
  const range = given.value<Range>(name);
  return range === undefined ? null : { ...range, inverted: given.inverted(name) };
};

const formatIds = ({ min, max }: Range): string => (min === max ? String(min) : `${min}-${max}`);

function listIds(kind: 'UID' | 'GID', ids: Ids, { numeric }: ListStyle): string {
  const name = numeric || ids.min !== ids.max ? null : nameOf(ids.min, kind === 'UID' ? USERS : GROUPS);
  return `${ids.inverted ? '! ' : ''}owner ${kind} match ${name ?? formatIds(ids)}`;
}

const savedIds = (option: string, ids: Ids | null): readonly string[] =>
  ids === null ? [] : [...(ids.inverted ? ['!'] : []), `--${option}`, formatIds(ids)];

/** xt_owner: owner_mt. */
export const owner = defineMatch<Owner>({
  kind: 'match',
  name: 'owner',
  size: 56,
  help,
  options: [
    {
      name: 'uid-owner',
      kind: 'custom',
      invert: true,
      read: (text) => readIds(text, USERS, 'uid-owner'),
      placeholder: '1000',
    },
    {
      name: 'gid-owner',
      kind: 'custom',
      invert: true,
      read: (text) => readIds(text, GROUPS, 'gid-owner'),
      placeholder: '1000',
    },
    { name: 'socket-exists', kind: 'flag', invert: true },
    { name: 'suppl-groups', kind: 'flag', verify: needsGroup },
  ],
  legality: { hooks: ['OUTPUT', 'POSTROUTING'] },
  finalCheck: (given) =>
    given.all.length === 0
      ? { message: 'owner: At least one of --uid-owner, --gid-owner or --socket-exists is required' }
      : null,
  build: (given) =>
    ok({
      uid: taken(given, 'uid-owner'),
      gid: taken(given, 'gid-owner'),
      supplementary: given.has('suppl-groups'),
      socket: given.has('socket-exists') ? { inverted: given.inverted('socket-exists') } : null,
    }),
  check: ({ uid, gid }) =>
    (uid !== null && uid.max < uid.min) || (gid !== null && gid.max < gid.min) ? { errno: 'EINVAL' } : null,
  save: ({ uid, gid, supplementary, socket }) => [
    ...(socket === null ? [] : [...(socket.inverted ? ['!'] : []), '--socket-exists']),
    ...savedIds('uid-owner', uid),
    ...savedIds('gid-owner', gid),
    ...(supplementary ? ['--suppl-groups'] : []),
  ],
  list: ({ uid, gid, supplementary, socket }, style) =>
    [
      ...(socket === null ? [] : [`${socket.inverted ? '! ' : ''}owner socket exists`]),
      ...(uid === null ? [] : [listIds('UID', uid, style)]),
      ...(gid === null ? [] : [listIds('GID', gid, style)]),
      ...(supplementary ? ['incl. suppl. groups'] : []),
    ].join(' '),
  // Both at once have no translation.
  translate: ({ uid, gid, supplementary, socket }) => {
    if (socket !== null || supplementary || (uid === null) === (gid === null)) return null;
    return uid !== null
      ? nftCondition('skuid', uid, uid.inverted)
      : gid === null
        ? null
        : nftCondition('skgid', gid, gid.inverted);
  },
  brief: ({ uid, gid, socket }) =>
    [
      ...(socket === null ? [] : [socket.inverted ? '!socket' : 'socket']),
      ...(uid === null ? [] : [`uid:${uid.inverted ? '!' : ''}${formatIds(uid)}`]),
      ...(gid === null ? [] : [`gid:${gid.inverted ? '!' : ''}${formatIds(gid)}`]),
    ].join(' '),
  match: matchOwner,
});

/** Without a socket, or with one of the kernel's own (no file), only what is inverted holds. A process has no supplementary groups here. */
function matchOwner({ uid, gid, socket }: Owner, { packet }: MatchContext<undefined>): MatchResult {
  const has = packet.socket;
  if (has === null || has.owner === 'none') {
    const positive = [
      ...(uid !== null && !uid.inverted ? ['--uid-owner'] : []),
      ...(gid !== null && !gid.inverted ? ['--gid-owner'] : []),
      ...(socket !== null && !socket.inverted ? ['--socket-exists'] : []),
    ][0];
    return positive === undefined ? MATCH : miss(positive, 'a local socket', 'none');
  }
  if (socket?.inverted) return miss('--socket-exists', '! a socket', has.process ?? 'a socket');
  if (!has.file && has.owner !== 'listener') {
    const positive =
      uid !== null && !uid.inverted ? '--uid-owner' : gid !== null && !gid.inverted ? '--gid-owner' : null;
    return positive === null ? MATCH : miss(positive, 'a process', "the kernel's own socket");
  }
  const first = matchIds('--uid-owner', uid, has.uid);
  return first.kind === 'match' ? matchIds('--gid-owner', gid, has.gid) : first;
}

const matchIds = (option: string, ids: Ids | null, id: number): MatchResult =>
  ids === null
    ? MATCH
    : matchIf(
        id >= ids.min && id <= ids.max,
        ids.inverted,
        option,
        () => `${ids.inverted ? '! ' : ''}${formatIds(ids)}`,
        id,
      );
