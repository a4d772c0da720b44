import { helpOfType } from './type-help.ts';
import { findSetType } from './types.ts';

/** What ipset prints after a word that it does not know. */
export const usageText = `ipset v7.17

Usage: ipset [options] COMMAND

Commands:
create SETNAME TYPENAME [type-specific-options]
        Create a new set
add SETNAME ENTRY
        Add entry to the named set
del SETNAME ENTRY
        Delete entry from the named set
test SETNAME ENTRY
        Test entry in the named set
destroy [SETNAME]
        Destroy a named set or all sets
list [SETNAME]
        List the entries of a named set or all sets
save [SETNAME]
        Save the named set or all sets to stdout
restore 
        Restore a saved state
flush [SETNAME]
        Flush a named set or all sets
rename FROM-SETNAME TO-SETNAME
        Rename two sets
swap FROM-SETNAME TO-SETNAME
        Swap the contect of two existing sets
help [TYPENAME]
        Print help, and settype specific help
version 
        Print version information
quit 
        Quit interactive mode

Options:
-o plain|save|xml
       Specify output mode for listing sets.
       Default value for "list" command is mode "plain"
       and for "save" command is mode "save".
-s 
        Print elements sorted (if supported by the set type).
-q 
        Suppress any notice or warning message.
-r 
        Try to resolve IP addresses in the output (slow!)
-! 
        Ignore errors when creating or adding sets or
        elements that do exist or when deleting elements
        that don't exist.
-n 
        When listing, just list setnames from the kernel.

-t 
        When listing, list setnames and set headers
        from kernel only.
-f 
        Read from the given file instead of standard
        input (restore) or write to given file instead
        of standard output (list/save).
`;

/** What each revision of a type brought, newest type and revision first, in ipset's words. */
const REVISIONS: readonly (readonly [type: string, ...revisions: string[]])[] = [
  ['list:set', 'skbinfo support', 'comment support', 'counters support', 'Initial revision'],
  ['hash:mac', 'bucketsize, initval support', 'Initial revision'],
  ['hash:ip,mac', 'bucketsize, initval support', 'Initial revision'],
  [
    'hash:net,iface',
    'bucketsize, initval support',
    'skbinfo and wildcard support',
    'skbinfo support',
    'forceadd support',
    'comment support',
    'counters support',
    '/0 network support',
    'nomatch flag support',
    'Initial revision',
  ],
  [
    'hash:net,port',
    'bucketsize, initval support',
    'skbinfo support',
    'forceadd support',
    'comment support',
    'counters support',
    'nomatch flag support',
    'Add/del range support',
    'SCTP and UDPLITE support',
  ],
  ['hash:net,port,net', 'bucketsize, initval support', 'skbinfo support', 'forceadd support', 'initial revision'],
  [
    'hash:net,net',
    'netmask and bitmask support',
    'bucketsize, initval support',
    'skbinfo support',
    'forceadd support',
    'initial revision',
  ],
  [
    'hash:net',
    'bucketsize, initval support',
    'skbinfo support',
    'forceadd support',
    'comment support',
    'counters support',
    'nomatch flag support',
    'Add/del range support',
    'Initial revision',
  ],
  [
    'hash:ip,port,net',
    'bucketsize, initval support',
    'skbinfo support',
    'forceadd support',
    'comment support',
    'counters support',
    'nomatch flag support',
    'Add/del range support',
    'SCTP and UDPLITE support',
  ],
  [
    'hash:ip,port,ip',
    'bucketsize, initval support',
    'skbinfo support',
    'forceadd support',
    'comment support',
    'counters support',
    'SCTP and UDPLITE support',
  ],
  ['hash:ip,mark', 'bucketsize, initval support', 'skbinfo support', 'forceadd support', 'initial revision'],
  [
    'hash:ip,port',
    'netmask and bitmask support',
    'bucketsize, initval support',
    'skbinfo support',
    'forceadd support',
    'comment support',
    'counters support',
    'SCTP and UDPLITE support',
  ],
  [
    'hash:ip',
    'bitmask support',
    'bucketsize, initval support',
    'skbinfo support',
    'forceadd support',
    'comment support',
    'counters support',
    'Initial revision',
  ],
  ['bitmap:port', 'skbinfo support', 'comment support', 'counters support', 'Initial revision'],
  ['bitmap:ip,mac', 'skbinfo support', 'comment support', 'counters support', 'Initial revision'],
  ['bitmap:ip', 'skbinfo support', 'comment support', 'counters support', 'Initial revision'],
];

const newest = (name: string): number => findSetType(name)?.revision ?? 0;
const padded = (name: string): string => (name.length < 12 ? `${name}\t\t` : `${name}\t`);

/** `ipset help`. */
export function helpText(): string {
  const lines = REVISIONS.flatMap(([type, ...revisions]) =>
    revisions.map((text, index) => `    ${padded(type)}${newest(type) - index}\t${text}\n`),
  );
  return `${usageText}\nSupported set types:\n${lines.join('')}`;
}

/** `ipset help TYPE`: a summary of what the type takes. Null for an unknown type. */
export function typeHelp(name: string): string | null {
  const text = helpOfType(findSetType(name)?.name ?? '');
  return text === null ? null : `${usageText}\n${text}`;
}
