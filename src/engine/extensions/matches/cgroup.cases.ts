import type { ExtensionCases } from '../cases.ts';

const at = { chain: 'OUTPUT' };

export const cases: ExtensionCases = {
  name: 'cgroup',
  rules: [
    { ...at, rule: '-m cgroup ! --cgroup 0x10', saved: '-m cgroup ! --cgroup 16', listed: 'cgroup ! 16' },
    { ...at, rule: '-m cgroup --path /', saved: '-m cgroup --path "/"', listed: 'cgroup /' },
    { ...at, rule: '-m cgroup --cgroup 1 --path /', error: "Invalid argument. Run `dmesg' for more information." },
    { ...at, rule: '-m cgroup', error: "Invalid argument. Run `dmesg' for more information." },
    { chain: 'FORWARD', rule: '-m cgroup --cgroup 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
