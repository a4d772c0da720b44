import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'string',
  rules: [
    {
      rule: '-m string --algo bm --string test',
      saved: '-m string --string "test" --algo bm',
      listed: 'STRING match  "test" ALGO name bm',
    },
    {
      rule: '-m string ! --string "A b" --algo kmp --to 100 --from 5 --icase',
      saved: '-m string ! --string "A b" --algo kmp --from 5 --to 100 --icase',
      listed: 'STRING match ! "A b" ALGO name kmp FROM 5 TO 100 ICASE',
    },
    {
      rule: '-m string --hex-string "|0d 0a|GET|20|" --algo kmp --to 65535',
      saved: '-m string --hex-string "|0d0a47455420|" --algo kmp',
    },
    { rule: '-m string --hex-string "|616263|" --algo bm', saved: '-m string --string "abc" --algo bm' },
    { rule: '-m string --string é --algo bm', saved: '-m string --hex-string "|c3a9|" --algo bm' },
    { rule: '-m string --string x --algo bm --to 0', saved: '-m string --string "x" --algo bm --to 0' },
    { rule: '-m string --algo bm', error: "STRING match: You must specify `--string' or `--hex-string'" },
    { rule: '-m string --string x', error: 'string: option "--algo" must be specified' },
    { rule: '-m string --string x --algo foo', error: 'No chain/target/match by that name.' },
    {
      rule: '-m string --string x --algo bm --from 5 --to 4',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
    { rule: '-m string --hex-string "|0g|" --algo bm', error: "Invalid hex char 'g'" },
    { rule: '-m string --hex-string "|00" --algo bm', error: 'Invalid hex block' },
    {
      rule: '-m string --string a --hex-string "|00|" --algo bm',
      error: 'string: option "--string" cannot be used together with "--hex-string".',
    },
  ],
  packets: [
    { rule: '-m string --string GET --algo bm', packet: { proto: 'tcp', payload: 'GET / HTTP/1.0' }, result: 'match' },
    {
      rule: '-m string --string get --algo kmp',
      packet: { proto: 'tcp', payload: 'GET / HTTP/1.0' },
      result: { miss: '--string' },
    },
    {
      rule: '-m string --string get --algo kmp --icase',
      packet: { proto: 'tcp', payload: 'GET / HTTP/1.0' },
      result: 'match',
    },
    { rule: '-m string --string abc --algo bm --from 28', packet: { proto: 'udp', payload: 'abc' }, result: 'match' },
    {
      rule: '-m string --string abc --algo bm --from 29',
      packet: { proto: 'udp', payload: 'abc' },
      result: { miss: '--string' },
    },
    { rule: '-m string --string abc --algo bm --to 31', packet: { proto: 'udp', payload: 'abc' }, result: 'match' },
    {
      rule: '-m string --string abc --algo bm --to 30',
      packet: { proto: 'udp', payload: 'abc' },
      result: { miss: '--string' },
    },
  ],
};
