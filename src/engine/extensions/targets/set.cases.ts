import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'SET',
  sets: ['n', 'p', 't'],
  rules: [
    { rule: '-j SET --add-set n src', saved: '=', listed: 'add-set n src' },
    {
      rule: '-j SET --add-set t src --timeout 60 --exist',
      saved: '-j SET --add-set t src --exist --timeout 60',
      listed: 'add-set t src exist timeout 60',
    },
    { rule: '-j SET --add-set n src --timeout 0', saved: '=' },
    { rule: '-j SET --add-set n src --timeout 5 --timeout 6', saved: '-j SET --add-set n src --timeout 6' },
    { rule: '-j SET --del-set n src', saved: '=', listed: 'del-set n src' },
    {
      table: 'nat',
      chain: 'PREROUTING',
      rule: '-j SET --add-set n src --del-set n dst --exist',
      saved: '-j SET --add-set n src --exist --del-set n dst',
    },
    { rule: '-j SET ! --add-set n src', saved: '-j SET --add-set n src' },
    {
      table: 'mangle',
      chain: 'FORWARD',
      rule: '-j SET --map-set n src --map-mark --map-prio --map-queue',
      saved: '=',
      listed: 'map-set n src map-mark map-prio map-queue',
    },
    { table: 'mangle', chain: 'PREROUTING', rule: '-j SET --add-set n src --map-set n src --map-mark', saved: '=' },
    {
      rule: '-j SET --map-set n src --map-mark',
      error: "iptables: Invalid argument. Run `dmesg' for more information.",
    },
    { table: 'mangle', chain: 'PREROUTING', rule: '-j SET --map-set n src --map-prio', error: 'Invalid argument' },
    { rule: '-j SET', error: "You must specify either `--add-set' or `--del-set' or `--map-set'" },
    { rule: '-j SET --add-set nope src', error: "Set nope doesn't exist.\n\nTry" },
    { rule: '-j SET --add-set n', error: '--add-set requires two args.' },
    { rule: '-j SET --add-set n src --add-set p src', error: '--add-set can be specified only once' },
    { rule: '-j SET --del-set n src --exist', error: "Flag `--exist' can be used with `--add-set' only" },
    { rule: '-j SET --del-set n src --timeout 5', error: "Option `--timeout' can be used with `--add-set' only" },
    { rule: '-j SET --add-set n src --map-mark', error: "Flag `--map-mark' can be used with `--map-set' only" },
    { rule: '-j SET --map-set n src', error: "You must specify flags `--map-mark' or '--map-prio` or `--map-queue'" },
    {
      rule: '-j SET --add-set t src --timeout x',
      error: 'Invalid value for option --timeout or out of range 0-4294967294',
    },
    {
      rule: '-j SET --add-set t src --timeout 4294967295',
      error: 'Invalid value for option --timeout or out of range 0-4294967294',
    },
  ],
};
