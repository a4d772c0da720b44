import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'NFQUEUE',
  rules: [
    { rule: '-j NFQUEUE', saved: '-j NFQUEUE --queue-num 0', listed: 'NFQUEUE num 0' },
    {
      rule: '-j NFQUEUE --queue-cpu-fanout --queue-bypass --queue-balance :4',
      saved: '-j NFQUEUE --queue-balance 0:4 --queue-bypass --queue-cpu-fanout',
      listed: 'NFQUEUE balance 0:4 bypass cpu-fanout',
    },
    { rule: '-j NFQUEUE --queue-balance 4', error: 'Bad range "4"' },
    { rule: '-j NFQUEUE --queue-balance 4:4', error: '4 should be less than 4' },
    {
      rule: '-j NFQUEUE --queue-num 65536',
      error: 'NFQUEUE: bad value for option "--queue-num", or out of range (0-65535).',
    },
    {
      rule: '-j NFQUEUE --queue-num 1 --queue-cpu-fanout',
      error: 'NFQUEUE: option "--queue-cpu-fanout" also requires "--queue-balance".',
    },
    { rule: '-j NFQUEUE --queue-balance 0:65535', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
