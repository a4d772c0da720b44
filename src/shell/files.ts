import type { Machine } from '../engine/index.ts';
import type { Files } from './command.ts';
import { isReadOnly, sysctlValue } from './commands/sysctl.ts';
import { syslogTime } from './time.ts';

const SYSCTL_ROOT = '/proc/sys/';
/** rsyslog's `kern.warning`: that level and more urgent ones. */
const WARNING = 4;

const unlines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** The kernel's messages as syslog writes them: stamp, host, and the kernel's own time is left out. */
function kernelLog({ host, hostname }: Machine): string {
  const lines = host.log.filter(({ level }) => level <= WARNING);
  return unlines(lines.map(({ line, at = host.now() }) => `${syslogTime(at)} ${hostname} kernel: ${line}`));
}

/** /proc/net/nf_conntrack: `conntrack -o extended` with the zone always told, no helper, and one reference more. */
const procLine = (line: string): string =>
  `ipv4     2 ${line
    .replace(/ zone=\d+/, '')
    .replace(/ helper=\S+/, '')
    .replace(/ use=(\d+)$/, (_, use: string) => `${zoneOf(line)} use=${Number(use) + 1}`)}`;
const zoneOf = (line: string): string => ` zone=${/ zone=(\d+)/.exec(line)?.[1] ?? '0'}`;

const hostsOf = ({ hostname }: Machine): string => `127.0.0.1\tlocalhost\n127.0.1.1\t${hostname}\n`;

/** What the kernel and the system show, by path. */
const SHOWN: Readonly<Record<string, (machine: Machine) => string>> = {
  '/proc/net/ip_tables_names': ({ host }) => unlines([...host.ruleset.keys()]),
  '/proc/net/nf_conntrack': ({ host }) => unlines(host.conntrackLines().map(procLine)),
  '/var/log/iptables.log': kernelLog,
  '/etc/hostname': ({ hostname }) => `${hostname}\n`,
  '/etc/hosts': hostsOf,
};

const sysctlKey = (path: string): string => path.slice(SYSCTL_ROOT.length);

function readShown(machine: Machine, path: string): string | null {
  if (path === '/dev/null') return '';
  if (path.startsWith(SYSCTL_ROOT)) {
    const value = machine.host.sysctls.get(sysctlKey(path));
    return value === null ? null : `${value}\n`;
  }
  return Object.hasOwn(SHOWN, path) ? (SHOWN[path]?.(machine) ?? null) : null;
}

function writeSysctl(machine: Machine, path: string, text: string): string | null {
  const { sysctls } = machine.host;
  if (sysctls.get(sysctlKey(path)) === null) return 'No such file or directory';
  const key = sysctlKey(path).replaceAll('/', '.');
  if (isReadOnly(key)) return 'Permission denied';
  if (text === '') return null;
  const value = sysctlValue(key, text.trim(), sysctls.get(sysctlKey(path)) ?? '');
  if (value === null) return 'Invalid argument';
  sysctls.set(sysctlKey(path), value);
  return null;
}

/** Folders that are there: a file may be made in them. */
const FOLDERS: ReadonlySet<string> = new Set([
  '',
  '/',
  '/dev',
  '/etc',
  '/etc/iptables',
  '/etc/network',
  '/etc/sysconfig',
  '/etc/sysctl.d',
  '/home',
  '/opt',
  '/root',
  '/run',
  '/srv',
  '/tmp',
  '/usr/local/bin',
  '/usr/local/etc',
  '/var/lib/iptables',
  '/var/log',
  '/var/tmp',
]);

function isPlace(path: string, { files }: Machine): boolean {
  const folder = path
    .slice(0, Math.max(0, path.lastIndexOf('/')))
    .replace(/^\.?\//, (start) => (start === './' ? '' : '/'));
  return (
    !path.startsWith('/') || FOLDERS.has(folder) || [...files.keys()].some((each) => each.startsWith(`${folder}/`))
  );
}

/** Files of a machine: those that commands wrote, and what the kernel shows. */
export function machineFiles(machine: Machine): Files {
  return {
    read: (path) => machine.files.get(path) ?? readShown(machine, path),
    write(path, text, append) {
      if (path === '/dev/null') return null;
      if (path.startsWith(SYSCTL_ROOT)) return writeSysctl(machine, path, text);
      if (path.startsWith('/proc/')) return 'Permission denied';
      if (/^(\.\.?|\/)$/.test(path)) return 'Is a directory';
      if (path === '' || !isPlace(path, machine)) return 'No such file or directory';
      machine.files.set(path, (append ? (machine.files.get(path) ?? '') : '') + text);
      return null;
    },
    list: () => [...machine.files.keys(), ...Object.keys(SHOWN)],
  };
}
