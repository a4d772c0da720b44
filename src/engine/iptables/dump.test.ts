import { expect, test } from 'vitest';

import type { Ruleset } from '../model/index.ts';
import { createRuleset, runIptables } from './index.ts';

const words = (text: string): readonly string[] => text.split(' ');
const after = (...commands: readonly string[]): Ruleset =>
  commands.reduce((ruleset, command) => runIptables(words(command), ruleset).ruleset, createRuleset(['filter']));

test('-vv shows the entries as they lay in the kernel before the command', () => {
  const { stdout } = runIptables(
    words('-vv -F INPUT'),
    after('-N u', '-A INPUT -p tcp ! -i eth+ -m tcp --dport 22 -j u', '-N v', '-A u -f -s 10.0.0.0/8 -g v'),
  );
  expect(stdout.split('\n').slice(0, 5)).toEqual([
    "Flushing chain `INPUT'",
    'libiptc vlibxtables.so.12. 1640 bytes.',
    "Table `filter'",
    'Hooks: pre/in/fwd/out/post = ffffffff/0/160/1f8/ffffffff',
    'Underflows: pre/in/fwd/out/post = ffffffff/c8/160/1f8/ffffffff',
  ]);
  expect(stdout).toContain(
    "Entry 0 (0):\nSRC IP: 0.0.0.0/0.0.0.0\nDST IP: 0.0.0.0/0.0.0.0\nInterface: `eth+'/XXX.............to `'/................\nProtocol: 6\n" +
      "Flags: 00\nInvflags: 01\nCounters: 0 packets, 0 bytes\nCache: 00000000\nMatch name: `tcp'\nTarget name: `' [40]\nverdict=832\n\nEntry 1 (200):\n",
  );
  expect(stdout).toContain('SRC IP: 10.0.0.0/255.0.0.0\n');
  expect(stdout).toContain('Flags: 03\n');
  expect(stdout.endsWith("Target name: `ERROR' [64]\nerror=`ERROR'\n\n")).toBe(true);
});

test('a refusal after -vv is told without the call it came from', () => {
  const ruleset = after();
  expect(runIptables(words('-vv -D INPUT 1'), ruleset).stderr).toBe('iptables: Argument list too long.\n');
  expect(runIptables(words('-D INPUT 1'), ruleset).stderr).toBe('iptables: Index of deletion too big.\n');
});
