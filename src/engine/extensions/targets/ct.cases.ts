import type { ExtensionCases } from '../cases.ts';

const at = { table: 'raw', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'CT',
  rules: [
    { ...at, rule: '-j CT --notrack', saved: '=', listed: 'CT notrack' },
    { ...at, rule: '-j CT', saved: '=', listed: 'CT' },
    {
      ...at,
      rule: '-p tcp -j CT --zone 3 --expevents new --ctevents destroy,new --helper ftp',
      saved: '-p tcp -j CT --helper ftp --ctevents new,destroy --expevents new --zone 3',
      listed: 'CT helper ftp ctevents new,destroy expevents new zone 3',
    },
    { ...at, rule: '-j CT --zone-orig mark', saved: '=', listed: 'CT zone-orig mark' },
    { ...at, rule: '-j CT --zone-orig 2 --zone-reply 3', saved: '-j CT --zone 3' },
    { ...at, rule: '-j CT --zone 0x10', saved: '-j CT --zone 16' },
    { ...at, rule: '-j CT --zone 0', saved: '-j CT' },
    { ...at, rule: '-j CT --zone 65536', error: 'Cannot parse 65536 as a zone ID' },
    { ...at, rule: '-j CT --ctevents new,foo', error: 'Unknown event type "foo"' },
    { ...at, rule: '-j CT --helper ftp', error: 'No chain/target/match by that name.' },
    { ...at, rule: '-p udp -j CT --helper ftp', error: 'No chain/target/match by that name.' },
    { ...at, rule: '-j CT --timeout abc', error: "Invalid argument. Run `dmesg' for more information." },
    { rule: '-j CT --notrack', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
