import type { Command } from './command.ts';
import { cat } from './commands/cat.ts';
import { cilium } from './commands/cilium.ts';
import { conntrack } from './commands/conntrack.ts';
import { date } from './commands/date.ts';
import { dmesg } from './commands/dmesg.ts';
import { echo } from './commands/echo.ts';
import { egrep, fgrep, grep } from './commands/grep.ts';
import { makeHelp } from './commands/help.ts';
import { ip } from './commands/ip.ts';
import { ipset } from './commands/ipset.ts';
import { iptablesRestoreTranslate } from './commands/iptables-restore-translate.ts';
import { iptablesRestore } from './commands/iptables-restore.ts';
import { iptablesSave } from './commands/iptables-save.ts';
import { iptablesTranslate } from './commands/iptables-translate.ts';
import { iptables } from './commands/iptables.ts';
import { printf, seq } from './commands/printf.ts';
import { service } from './commands/service.ts';
import { clear, hostname, no, sleep, uname, yes } from './commands/simple.ts';
import { sudo } from './commands/sudo.ts';
import { sysctl } from './commands/sysctl.ts';
import { head, tail } from './commands/tail.ts';
import { tee } from './commands/tee.ts';
import { cut, sort, uniq, wc } from './commands/text.ts';

/** Every command of the console, in the order of `help`. */
export const COMMANDS: readonly Command[] = [
  iptables,
  iptablesSave,
  iptablesRestore,
  iptablesTranslate,
  iptablesRestoreTranslate,
  ipset,
  ip,
  conntrack,
  cilium,
  sysctl,
  dmesg,
  service,
  cat,
  tail,
  head,
  grep,
  egrep,
  fgrep,
  wc,
  sort,
  uniq,
  cut,
  tee,
  echo,
  printf,
  seq,
  date,
  hostname,
  uname,
  sleep,
  sudo,
  clear,
  yes,
  no,
  makeHelp(() => COMMANDS),
];

const BY_NAME = new Map(
  COMMANDS.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command])),
);

export const findCommand = (name: string): Command | null => BY_NAME.get(name) ?? null;
