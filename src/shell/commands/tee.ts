import type { Command } from '../command.ts';

export const tee: Command = {
  name: 'tee',
  summary: 'print what comes in, and write it into files (-a appends)',
  run(args, { files, stdin }) {
    const text = stdin ?? '';
    const append = args.some((arg) => arg === '-a' || arg === '--append');
    const unknown = args.find((arg) => /^-[^ai]/.test(arg) && arg !== '--append');
    if (unknown !== undefined) {
      const said = unknown.startsWith('--')
        ? `unrecognized option '${unknown}'`
        : `invalid option -- '${unknown[1] ?? ''}'`;
      return { exit: 1, stdout: '', stderr: `tee: ${said}\nTry 'tee --help' for more information.\n` };
    }
    const problems = args
      .filter((arg) => !/^-./.test(arg))
      .map((name) => ({ name, problem: files.write(name, text, append) }))
      .filter(({ problem }) => problem !== null);
    const stderr = problems.map(({ name, problem }) => `tee: ${name}: ${problem ?? ''}\n`).join('');
    return { exit: stderr === '' ? 0 : 1, stdout: text, stderr };
  },
};
