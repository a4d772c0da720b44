import type { Command } from './command.ts';
import { cat } from './commands/cat.ts';
import { echo } from './commands/echo.ts';
import { grep } from './commands/grep.ts';
import { ipset } from './commands/ipset.ts';
import { iptablesRestore } from './commands/iptables-restore.ts';
import { iptablesSave } from './commands/iptables-save.ts';
import { iptables } from './commands/iptables.ts';
import { head, tail } from './commands/tail.ts';

/** Every command of the console. */
export const COMMANDS: readonly Command[] = [iptables, iptablesSave, iptablesRestore, ipset, cat, tail, head, grep, echo];

const BY_NAME = new Map(COMMANDS.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command])));

export const findCommand = (name: string): Command | null => BY_NAME.get(name) ?? null;
