import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';

/** Release of the kernel whose answers these are. */
export const KERNEL_RELEASE = '6.18.0';

const UNAME: readonly (readonly [flag: string, value: (hostname: string) => string])[] = [
  ['s', () => 'Linux'],
  ['n', (hostname) => hostname],
  ['r', () => KERNEL_RELEASE],
  ['v', () => '#1 SMP PREEMPT_DYNAMIC'],
  ['m', () => 'x86_64'],
  ['o', () => 'GNU/Linux'],
];

export const yes: Command = { name: 'true', summary: 'succeed', run: () => success() };
export const no: Command = { name: 'false', summary: 'fail', run: () => failure('', 1) };

/** The page wipes its scrollback when it sees the terminal's own sequence. */
export const clear: Command = {
  name: 'clear',
  summary: 'empty the screen',
  run: () => success('\u001B[H\u001B[2J\u001B[3J'),
};

export const hostname: Command = {
  name: 'hostname',
  summary: 'print the name of the machine',
  run: (_, { machine }) => success(`${machine.hostname}\n`),
};

export const uname: Command = {
  name: 'uname',
  summary: 'print the name and release of the kernel (-a, -r)',
  run(args, { machine }) {
    const flags = args.join('').replaceAll('-', '');
    const unknown = [...flags].find((each) => each !== 'a' && !UNAME.some(([flag]) => flag === each));
    if (unknown !== undefined)
      return failure(`uname: invalid option -- '${unknown}'\nTry 'uname --help' for more information.\n`);
    const chosen = flags === '' ? 's' : flags.includes('a') ? 'snrvmo' : flags;
    return success(
      `${UNAME.filter(([flag]) => chosen.includes(flag))
        .map(([, value]) => value(machine.hostname))
        .join(' ')}\n`,
    );
  },
};

/** Time passes as in a `wait` step: entries expire, fragments time out. */
export const sleep: Command = {
  name: 'sleep',
  summary: 'let virtual time pass (seconds, or with s, m, h, d)',
  run(args, { machine }) {
    if (args.length === 0) return failure("sleep: missing operand\nTry 'sleep --help' for more information.\n");
    const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };
    let seconds = 0;
    for (const arg of args) {
      const [, digits, unit = ''] = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(arg) ?? [];
      if (digits === undefined)
        return failure(`sleep: invalid time interval ‘${arg}’\nTry 'sleep --help' for more information.\n`);
      seconds += Number(digits) * (units[unit] ?? 1);
    }
    machine.host.wait(seconds);
    return success();
  },
};
