import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'time',
  rules: [
    {
      rule: '-m time --datestart 1970-0',
      error: 'mktime: No such file or directory\niptables v1.8.9 (legacy): mktime returned an error',
    },
    { rule: '-m time', saved: '-m time --datestop 2038-01-19T03:14:07', listed: 'TIME UTC' },
    {
      rule: '-m time --timestart 8:00 --timestop 17:30 --weekdays Mon,Tue',
      saved: '-m time --timestart 08:00:00 --timestop 17:30:00 --weekdays Mon,Tue --datestop 2038-01-19T03:14:07',
      listed: 'TIME from 08:00:00 to 17:30:00 on Mon,Tue UTC',
    },
    {
      rule: '-m time ! --weekdays Sat,Sun --monthdays 1,2,3,11 --kerneltz',
      saved: '-m time --monthdays 1,2,3,11 --weekdays Mon,Tue,Wed,Thu,Fri --datestop 2038-01-19T03:14:07 --kerneltz',
      listed: 'TIME on Mon,Tue,Wed,Thu,Fri on 1st,2nd,3rd,11st',
    },
    {
      rule: '-m time --datestart 2024-02-30 --datestop 2024-12-31T23:59',
      saved: '-m time --datestart 2024-03-01T00:00:00 --datestop 2024-12-31T23:59:00',
      listed: 'TIME starting from 2024-03-01 00:00:00 until date 2024-12-31 23:59:00 UTC',
    },
    {
      rule: '-m time --timestart 23:00 --timestop 01:00 --contiguous',
      saved: '-m time --timestart 23:00:00 --timestop 01:00:00 --datestop 2038-01-19T03:14:07 --contiguous',
    },
    {
      rule: '-m time --contiguous',
      error: 'time: --contiguous only makes sense when stoptime is smaller than starttime',
    },
    {
      rule: '-m time --timestart 1:60',
      error: 'invalid time "60" specified, should be hh:mm[:ss] format and within the boundaries',
    },
    {
      rule: '-m time --datestart 2024-13-01',
      error: 'Invalid date "2024-13-01" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]',
    },
    { rule: '-m time --weekdays M', error: 'M is not a valid day specifier' },
    { rule: '-m time --monthdays 32', error: '32 is not a valid day for --monthdays' },
    { rule: '-m time --utc --kerneltz', error: 'time: option "--utc" cannot be used together with "--kerneltz".' },
  ],
  packets: [
    { rule: '-m time --weekdays Mon', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m time --weekdays Sat,Sun', packet: { proto: 'udp' }, result: { miss: '--weekdays' } },
    { rule: '-m time --timestart 13:00 --timestop 14:00', packet: { proto: 'udp' }, result: { miss: '--timestart' } },
    { rule: '-m time --timestart 13:00 --timestop 12:30', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m time --datestart 2026-01-06', packet: { proto: 'udp' }, result: { miss: '--datestart' } },
    { rule: '-m time --monthdays 5', packet: { proto: 'udp' }, result: 'match' },
  ],
};
