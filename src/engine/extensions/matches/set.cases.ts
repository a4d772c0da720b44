import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'set',
  sets: ['n', 'p'],
  rules: [
    { rule: '-m set --match-set n src', saved: '=', listed: 'match-set n src' },
    { rule: '-m set --match-set n src,dst', saved: '=', listed: 'match-set n src,dst' },
    {
      rule: '-m set ! --match-set p src,src --return-nomatch',
      saved: '=',
      listed: '! match-set p src,src return-nomatch',
    },
    {
      rule: '-m set --match-set n src --return-nomatch ! --update-counters ! --update-subcounters',
      saved: '=',
      listed: 'match-set n src return-nomatch ! update-counters ! update-subcounters',
    },
    { rule: '-m set --match-set n src --update-counters --update-subcounters', saved: '-m set --match-set n src' },
    { rule: '-m set --match-set n src --packets-eq 0x10', saved: '-m set --match-set n src --packets-eq 16' },
    {
      rule: '-m set --match-set n src ! --packets-eq 5 --bytes-gt 7',
      saved: '=',
      listed: 'match-set n src ! packets-eq 5 bytes-gt 7',
    },
    { rule: '-m set --match-set n src --packets-lt 5 --bytes-lt 7', saved: '=' },
    { rule: '-m set --match-set n src --packets-gt 18446744073709551615', saved: '=' },
    { rule: '-m set ! --set n dst', saved: '-m set ! --match-set n dst' },
    { rule: '-m set --match-set n src,dst,src,dst,src,dst', saved: '=' },
    { rule: '-m set --match-set n src -m set --match-set p dst,dst -j ACCEPT', saved: '=' },
    {
      rule: '-m set --match-set nope src',
      error: "iptables v1.8.9 (legacy): Set nope doesn't exist.\n\nTry `iptables -h'",
    },
    { rule: '-m set --match-set n', error: '--match-set requires two args.' },
    { rule: '-m set --match-set n -src', error: '--match-set requires two args.' },
    { rule: '-m set --match-set n foo', error: "You must spefify (the comma separated list of) 'src' or 'dst'." },
    { rule: '-m set --match-set n src,', error: "You must spefify (the comma separated list of) 'src' or 'dst'." },
    { rule: '-m set --match-set n src,dst,src,dst,src,dst,src', error: "Can't be more src/dst options than 6." },
    {
      rule: '-m set --match-set abcdefghijklmnopqrstuvwxyz0123456789 src',
      error: "setname `abcdefghijklmnopqrstuvwxyz0123456789' too long, max 31 characters.",
    },
    { rule: '-m set --match-set n src --match-set p src', error: '--match-set can be specified only once' },
    {
      rule: '-m set --match-set n src --packets-lt 5 --packets-gt 7',
      error: 'only one of the --packets-[eq|lt|gt] is allowed',
    },
    {
      rule: '-m set --match-set n src --bytes-eq 5 --bytes-eq 7',
      error: 'only one of the --bytes-[eq|lt|gt] is allowed',
    },
    { rule: '-m set --match-set n src ! --bytes-lt 7', error: '--bytes-lt option cannot be inverted' },
    { rule: '-m set --match-set n src --bytes-eq -1', error: 'Cannot parse -1 as a counter value' },
    { rule: '-m set --match-set n src ! --return-nomatch', error: '--return-nomatch flag cannot be inverted' },
    { rule: '-m set --packets-eq 5', error: "You must specify `--match-set' with proper arguments" },
    { rule: '-m set', error: "You must specify `--match-set' with proper arguments" },
  ],
};
