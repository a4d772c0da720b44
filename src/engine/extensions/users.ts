/** /etc/passwd and /etc/group of a fresh Debian 12 (base-passwd): the names that owner knows. */

const BOTH = 'root 0;daemon 1;bin 2;sys 3;lp 7;mail 8;news 9;uucp 10;proxy 13;www-data 33;backup 34;list 38;irc 39';
const USERS_ONLY = 'sync 4;games 5;man 6;_apt 42;nobody 65534';
const GROUPS_ONLY =
  'adm 4;tty 5;disk 6;man 12;kmem 15;dialout 20;fax 21;voice 22;cdrom 24;floppy 25;tape 26;sudo 27;audio 29;dip 30;operator 37;' +
  'src 40;shadow 42;utmp 43;video 44;sasl 45;plugdev 46;staff 50;games 60;users 100;nogroup 65534';

const table = (...texts: readonly string[]): ReadonlyMap<string, number> =>
  new Map(
    texts
      .flatMap((text) => text.split(';'))
      .map((entry) => {
        const [name = '', id = ''] = entry.split(' ');
        return [name, Number(id)];
      }),
  );

export const USERS = table(BOTH, USERS_ONLY);
export const GROUPS = table(BOTH, GROUPS_ONLY);

export const nameOf = (id: number, names: ReadonlyMap<string, number>): string | null => {
  for (const [name, value] of names) if (value === id) return name;
  return null;
};
