import type { Lesson } from '../lesson.ts';
import { lesson as ftpHelper } from './ftp-helper.ts';
import { lesson as invalid } from './invalid.ts';
import { lesson as newAndEstablished } from './new-and-established.ts';
import { lesson as newRuleOldConnection } from './new-rule-old-connection.ts';
import { lesson as notrack } from './notrack.ts';
import { lesson as relatedIcmpErrors } from './related-icmp-errors.ts';
import { lesson as timeoutsAndFullTable } from './timeouts-and-full-table.ts';
import { lesson as udpAndPing } from './udp-and-ping.ts';

/** Every lesson of this folder, in the order in which they are taken. */
export const LESSONS: readonly Lesson[] = [
  newAndEstablished,
  udpAndPing,
  relatedIcmpErrors,
  ftpHelper,
  invalid,
  notrack,
  timeoutsAndFullTable,
  newRuleOldConnection,
];
