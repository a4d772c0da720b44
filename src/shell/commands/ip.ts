import type { Machine } from '../../engine/index.ts';
import { failure, success } from '../command.ts';
import type { Command, Output } from '../command.ts';
import { ipAddress, ipLink } from './ip-address.ts';
import { IP_HELP } from './ip-help.ts';
import { refuse } from './ip-result.ts';
import type { IpOptions } from './ip-result.ts';
import { ipRoute } from './ip-route.ts';
import { ipNeighbour } from './ip-neighbour.ts';
import { ipRule } from './ip-rule.ts';

type Run = (machine: Machine, words: readonly string[], options: IpOptions) => Output;

/** In iproute2's order: `ip r` is route, `ip a` address. */
const OBJECTS: readonly (readonly [name: string, run: Run])[] = [
  ['address', ipAddress],
  ['route', ipRoute],
  ['rule', ipRule],
  ['neighbor', ipNeighbour],
  ['neighbour', ipNeighbour],
  ['link', ipLink],
];
const IGNORED: ReadonlySet<string> = new Set([
  '-s',
  '-statistics',
  '-d',
  '-details',
  '-N',
  '-Numeric',
  '-p',
  '-pretty',
  '-h',
]);
const COLOURLESS = /^-c(?:o(?:l(?:o(?:r)?)?)?)?(?:=(?:never|auto))?$/;

/** iproute2 over the machine's devices, routes, policy rules and neighbours. */
export const ip: Command = {
  name: 'ip',
  aliases: ['/sbin/ip', '/usr/sbin/ip'],
  summary: 'addresses, links, routes, policy rules, neighbours: addr, link, route (get), rule, neigh',
  run(args, { machine }) {
    let options: IpOptions = {
      brief: false,
      oneLine: false,
      onlyIpv4: false,
      json: false,
      pretty: false,
      detailed: false,
    };
    let at = 0;
    for (; args[at]?.startsWith('-') === true; at += 1) {
      const option = (args[at] ?? '').replace(/^--/, '-');
      if (/^-h(?:elp)?$/.test(option)) return failure(IP_HELP.ip, 255);
      if (option === '-V' || option === '-Version') return success('ip utility, iproute2-6.1.0, libbpf 1.1.2\n');
      if (option === '-6') return success();
      if (option === '-4') options = { ...options, onlyIpv4: true };
      else if (option.startsWith('-br')) options = { ...options, brief: true };
      else if (/^-j(?:s(?:on?)?)?$/.test(option)) options = { ...options, json: true };
      else if (/^-p(?:r(?:e(?:t(?:ty?)?)?)?)?$/.test(option)) options = { ...options, pretty: true };
      else if (/^-d(?:e(?:t(?:a(?:i(?:ls?)?)?)?)?)?$/.test(option)) options = { ...options, detailed: true };
      else if (option === '-o' || option === '-oneline') options = { ...options, oneLine: true };
      else if (!IGNORED.has(option) && !COLOURLESS.test(option))
        return refuse(`Option "${option}" is unknown, try "ip -help".`, 255);
    }
    const [object, ...words] = args.slice(at);
    if (object === undefined || (object !== '' && 'help'.startsWith(object))) return failure(IP_HELP.ip, 255);
    const found = object === '' ? undefined : OBJECTS.find(([name]) => name.startsWith(object));
    return found === undefined
      ? refuse(`Object "${object}" is unknown, try "ip help".`, 1)
      : found[1](machine, words, options);
  },
};
