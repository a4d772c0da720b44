import type { ExtensionCases } from '../cases.ts';

const at = { chain: 'OUTPUT' };

export const cases: ExtensionCases = {
  name: 'owner',
  rules: [
    { ...at, rule: '-m owner --uid-owner root', saved: '-m owner --uid-owner 0', listed: 'owner UID match 0' },
    {
      ...at,
      rule: '-m owner --uid-owner 0:10 ! --gid-owner daemon',
      saved: '-m owner --uid-owner 0-10 ! --gid-owner 1',
      listed: 'owner UID match 0-10 ! owner GID match 1',
    },
    { ...at, rule: '-m owner ! --socket-exists', saved: '=', listed: '! owner socket exists' },
    {
      ...at,
      rule: '-m owner --gid-owner 5 --suppl-groups',
      saved: '=',
      listed: 'owner GID match 5 incl. suppl. groups',
    },
    {
      ...at,
      rule: '-m owner',
      error: 'owner: At least one of --uid-owner, --gid-owner or --socket-exists is required',
    },
    { ...at, rule: '-m owner --uid-owner nosuch', error: 'owner: Bad value for "--uid-owner" option: "nosuch"' },
    {
      ...at,
      rule: '-m owner --suppl-groups --gid-owner 5',
      error: 'owner: Bad value for "--suppl-groups" option: "you need to use --gid-owner first"',
    },
    { ...at, rule: '-m owner --uid-owner 5-3', error: "Invalid argument. Run `dmesg' for more information." },
    { chain: 'INPUT', rule: '-m owner --uid-owner 0', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
