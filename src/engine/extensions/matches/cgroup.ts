import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch, type KernelRefusal } from '../extension.ts';
import { quotedString, savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { help } from './cgroup.help.ts';

/** struct xt_cgroup_info_v2; null where an option was not given. */
interface Cgroup {
  readonly classId: number | null;
  readonly path: string | null;
  readonly inverted: boolean;
}

/** xt_cgroup: cgroup_mt_v2. There is one group here, the root, and nobody has a class. */
export const cgroup = defineMatch<Cgroup>({
  kind: 'match',
  name: 'cgroup',
  size: 560,
  help,
  options: [
    { name: 'cgroup', kind: 'uint32', invert: true, placeholder: '1048577' },
    { name: 'path', kind: 'string', invert: true, placeholder: '/' },
  ],
  legality: { hooks: ['OUTPUT', 'POSTROUTING', 'INPUT'] },
  build: (given) =>
    ok({
      classId: given.value<number>('cgroup') ?? null,
      path: given.value<string>('path') ?? null,
      inverted: given.inverted('cgroup') || given.inverted('path'),
    }),
  check: checkGroup,
  save: ({ classId, path, inverted }) => [
    ...(classId === null ? [] : savedOption('cgroup', classId, inverted)),
    ...(path === null ? [] : savedOption('path', quotedString(path), inverted)),
  ],
  list: ({ classId, path, inverted }) => `cgroup ${inverted ? '! ' : ''}${path ?? classId}`,
  translate: ({ classId, path, inverted }) =>
    classId === null || path !== null ? null : `meta cgroup ${notEqual(inverted)}${classId}`,
  brief: ({ classId, path, inverted }) => `cgroup:${inverted ? '!' : ''}${path ?? classId}`,
  match: ({ classId, path, inverted }, { packet: { socket } }) => {
    const option = path === null ? '--cgroup' : '--path';
    const wants = `${inverted ? '! ' : ''}${path ?? classId}`;
    if (socket === null) return miss(option, wants, 'no local socket');
    return matchIf(path !== null || classId === 0, inverted, option, wants, path === null ? 0 : '/');
  },
});

function checkGroup({ classId, path }: Cgroup): KernelRefusal | null {
  if (classId !== null && path !== null) return { errno: 'EINVAL', log: 'xt_cgroup: path and classid specified' };
  if (classId === null && path === null) return { errno: 'EINVAL', log: 'xt_cgroup: no path or classid specified' };
  return path === null || path === '' || path === '/'
    ? null
    : { errno: 'EINVAL', log: 'xt_cgroup: invalid path, errno=-2' };
}
