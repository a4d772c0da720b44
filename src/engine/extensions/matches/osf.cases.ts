import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'osf',
  rules: [
    { rule: '-p tcp -m osf ! --genre Linux --ttl 0 --log 2', saved: '=', listed: 'OS fingerprint match ! Linux' },
    { rule: '-p tcp -m osf --genre Linux --ttl 3', error: 'osf: bad value for option "--ttl", or out of range (0-2).' },
    { rule: '-p tcp -m osf', error: 'osf: option "--genre" must be specified' },
    { rule: '-m osf --genre Linux', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-p tcp -m osf ! --genre Linux', packet: { proto: 'tcp', flags: 'SYN' }, result: { miss: '--genre' } },
  ],
};
