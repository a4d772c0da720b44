import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'recent',
  rules: [
    {
      rule: '-m recent --set',
      saved: '-m recent --set --name DEFAULT --mask 255.255.255.255 --rsource',
      listed: 'recent: SET name: DEFAULT side: source mask: 255.255.255.255',
    },
    {
      rule: '-m recent ! --update --rdest --mask 255.255.255.0 --name x --rttl --reap --seconds 5',
      saved: '-m recent ! --update --seconds 5 --reap --rttl --name x --mask 255.255.255.0 --rdest',
      listed: '! recent: UPDATE seconds: 5 reap TTL-Match name: x side: dest mask: 255.255.255.0',
    },
    {
      rule: '-m recent --rcheck --seconds 60 --hitcount 4 --name SSH',
      saved: '-m recent --rcheck --seconds 60 --hitcount 4 --name SSH --mask 255.255.255.255 --rsource',
      listed: 'recent: CHECK seconds: 60 hit_count: 4 name: SSH side: source mask: 255.255.255.255',
    },
    { rule: '-m recent', error: "recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'" },
    { rule: '-m recent --set --update', error: 'recent: option "--set" cannot be used together with "--update".' },
    { rule: '-m recent --rcheck --reap', error: 'recent: option "--reap" also requires "--seconds".' },
    { rule: '-m recent --set --rttl', error: 'recent: option "--rttl" cannot be used together with "--set".' },
    { rule: '-m recent --set --hitcount 1', error: "Invalid argument. Run `dmesg' for more information." },
    { rule: '-m recent --rcheck --hitcount 65536', error: "Invalid argument. Run `dmesg' for more information." },
    { rule: '-m recent --remove --name a/b', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-m recent --set', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m recent --rcheck', packet: { proto: 'udp' }, result: { miss: '--rcheck' } },
    { rule: '-m recent ! --update', packet: { proto: 'udp' }, result: 'match' },
  ],
};
