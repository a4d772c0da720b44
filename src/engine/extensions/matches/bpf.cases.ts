import type { ExtensionCases } from '../cases.ts';

const TCP_ONLY = '4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0';

export const cases: ExtensionCases = {
  name: 'bpf',
  rules: [
    { rule: `-m bpf --bytecode "${TCP_ONLY}"`, saved: '=' },
    { rule: '-m bpf --bytecode "1,6 256 0 -1,"', saved: '-m bpf --bytecode "1,6 0 0 4294967295"' },
    { rule: '-m bpf', error: 'bpf: one of --bytecode or --pinned is required' },
    { rule: '-m bpf --object-pinned /x', error: 'bpf: failed to get bpf object' },
    { rule: '-m bpf --bytecode "1 6 0 0 1"', error: 'bpf: error parsing program length' },
    { rule: '-m bpf --bytecode "0,6 0 0 1"', error: 'bpf: illegal zero length program' },
    { rule: '-m bpf --bytecode "65,6 0 0 1"', error: 'bpf: number of instructions exceeds maximum' },
    {
      rule: '-m bpf --bytecode "2,6 0 0 1"',
      error: 'bpf: parsed program length is less than the encoded length parameter',
    },
    {
      rule: '-m bpf --bytecode "1,6 0 0 1,6 0 0 1"',
      error: 'bpf: real program length exceeds the encoded length parameter',
    },
    { rule: '-m bpf --bytecode "2,6 0 0 1,x"', error: 'bpf: error at instr 1' },
    { rule: '-m bpf --bytecode "1,0 0 0 1"', error: "Invalid argument. Run `dmesg' for more information." },
    { rule: '-m bpf --bytecode "2,5 0 0 1,6 0 0 0"', error: "Invalid argument. Run `dmesg' for more information." },
    { rule: '-m bpf --bytecode "2,96 0 0 3,6 0 0 0"', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: `-m bpf --bytecode "${TCP_ONLY}"`, packet: { proto: 'tcp', flags: 'SYN' }, result: 'match' },
    { rule: `-m bpf --bytecode "${TCP_ONLY}"`, packet: { proto: 'udp' }, result: { miss: '--bytecode' } },
    {
      rule: '-m bpf --bytecode "4,177 0 0 0,72 0 0 2,20 0 0 80,22 0 0 0"',
      packet: { proto: 'udp', dport: 81 },
      result: 'match',
    },
    {
      rule: '-m bpf --bytecode "4,177 0 0 0,72 0 0 2,20 0 0 80,22 0 0 0"',
      packet: { proto: 'udp', dport: 80 },
      result: { miss: '--bytecode' },
    },
    { rule: '-m bpf --bytecode "2,32 0 0 5000,6 0 0 1"', packet: { proto: 'udp' }, result: { miss: '--bytecode' } },
  ],
};
