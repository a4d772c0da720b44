import type { SetFault } from './element.ts';
import type { StoreFault } from './sets.ts';

/** ipset's words for what the kernel refuses. */
const MESSAGES: { readonly [F in SetFault | StoreFault]: string } = {
  exists: "Element cannot be added to the set: it's already added",
  missing: "Element cannot be deleted from the set: it's not added",
  'out-of-range': 'Element is out of the range of the set',
  full: 'Hash is full, cannot add more elements',
  'null-element': 'Null-valued element, cannot be stored in a hash type of set',
  invalid: 'Kernel error received: Invalid argument',
  'invalid-cidr': 'The value of the CIDR parameter of the IP address is invalid',
  'whole-range': 'Invalid range, covers the whole address space',
  'invalid-protocol': 'Invalid protocol specified',
  timeout: 'Timeout cannot be used: set was created without timeout support',
  counters: 'Packet/byte counters cannot be used: set was created without counter support',
  comment: 'Comment cannot be used: set was created without comment support',
  skbinfo: 'Skbinfo mapping cannot be used: set was created without skbinfo support',
  'no-such-member-set': 'Set to be added/deleted/tested as element does not exist.',
  'list-in-list': 'Sets with list:set type cannot be added to the set.',
  'no-such-reference': "The set to which you referred with 'before' or 'after' does not exist.",
  'reference-not-member': "The set to which you referred with 'before' or 'after' is not added to the set.",
  'no-such-set': 'The set with the given name does not exist',
  'set-exists': 'Set cannot be created: set with the same name already exists',
  'in-use': 'Set cannot be destroyed: it is in use by a kernel component',
  'rename-exists': 'Set cannot be renamed: a set with the new name already exists',
  'rename-in-use': 'Set cannot be renamed: it is in use by another system',
  'swap-missing': 'Sets cannot be swapped: the second set does not exist',
  'swap-types': 'The sets cannot be swapped: their type does not match',
};

export const messageOf = (fault: SetFault | StoreFault): string => MESSAGES[fault];
