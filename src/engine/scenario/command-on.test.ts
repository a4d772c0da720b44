import { expect, it } from 'vitest';
import { runIpset } from '../sets/index.ts';
import { commandOn } from './command-on.ts';
import type { Scenario } from './document.ts';
import type { RunOptions } from './run.ts';

const scenario: Scenario = {
  chainwalk: 1,
  host: { interfaces: [{ name: 'eth0', addresses: ['10.0.0.1/24'] }] },
  ipsets: 'create blocked hash:ip\nadd blocked 198.51.100.7\n',
  timeline: [],
};

const ipset: RunOptions['shell'] = (line, { sets }) => runIpset(line.split(' ').slice(1), sets, { stdin: null });

it('tells the sets as they are after a command that changed them, and nothing after one that did not', () => {
  expect(commandOn(scenario, 'ipset list', null, ipset).ipsets).toBeNull();
  const { ipsets } = commandOn(scenario, 'ipset add blocked 198.51.100.8', null, ipset);
  expect(ipsets).toContain('add blocked 198.51.100.7\n');
  expect(ipsets).toContain('add blocked 198.51.100.8\n');
  expect(
    commandOn({ ...scenario, ipsets: ipsets ?? '' }, 'ipset test blocked 198.51.100.8', null, ipset),
  ).toMatchObject({
    exit: 0,
    ipsets: null,
  });
  expect(commandOn(scenario, 'ipset destroy', null, ipset).ipsets).toBe('');
});
