import type { Helper } from './helper.ts';
import { ftpHelper } from './ftp.ts';
import { ircHelper } from './irc.ts';
import { saneHelper } from './sane.ts';
import { tftpHelper } from './tftp.ts';

const HELPERS: ReadonlyMap<string, Helper> = new Map(
  [ftpHelper, tftpHelper, ircHelper, saneHelper].map((helper) => [helper.name, helper]),
);

/** Null: the kernel has helpers of more names, which are not modelled; they leave packets alone here. */
export const helperOf = (name: string): Helper | null => HELPERS.get(name) ?? null;
