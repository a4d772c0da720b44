import { formatAddress, formatMac, parseAddress, parseMac } from '../../engine/index.ts';
import type { Machine } from '../../engine/index.ts';
import { success } from '../command.ts';
import type { Output } from '../command.ts';
import { complete, noDevice, outputOf, refuse } from './ip-result.ts';

const RULE_COMMANDS = ['list', 'lst', 'show', 'add', 'delete', 'flush'] as const;
const NEIGHBOUR_COMMANDS = ['add', 'change', 'chg', 'replace', 'delete', 'show', 'lst', 'list', 'flush'] as const;

/** `ip rule`. */
export function ipRule({ host }: Machine, [word = 'show', ...words]: readonly string[]): Output {
  const { routing } = host;
  const command = complete(word, RULE_COMMANDS);
  switch (command) {
    case undefined:
      return refuse(`Command "${word}" is unknown, try "ip rule help".`, 255);
    case 'add':
      return outputOf(routing.addRule(words.join(' ')));
    case 'delete':
      return words.length === 0
        ? refuse('"ip rule del" requires arguments.', 1)
        : outputOf(routing.deleteRule(words.join(' ')));
    case 'flush':
      for (const { priority } of routing.rules()) if (priority > 0) routing.deleteRule(`pref ${priority}`);
      return success();
    default: {
      const table = /^(?:table|lookup)$/.test(words[0] ?? '') ? words[1] : undefined;
      const lines = routing
        .showRules()
        .split('\n')
        .filter((line) => line !== '' && (table === undefined || ` ${line} `.includes(` lookup ${table} `)));
      return success(lines.map((line) => `${line}\n`).join(''));
    }
  }
}

interface Neighbour {
  readonly address: number | null;
  readonly device: string | null;
  readonly mac: Uint8Array | null;
}

function parseNeighbour(words: readonly string[]): Neighbour | Output {
  let found: Neighbour = { address: null, device: null, mac: null };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'dev') found = { ...found, device: words[(at += 1)] ?? '' };
    else if (word === 'lladdr') {
      const text = words[(at += 1)] ?? '';
      const mac = parseMac(text);
      if (mac === null) return refuse(`"${text}" is invalid lladdr.`, 1);
      found = { ...found, mac };
    } else if (word === 'nud') at += 1;
    else if (word !== 'to' && word !== 'permanent') {
      const address = parseAddress(word);
      if (address === null) return refuse(`Error: inet prefix is expected rather than "${word}".`, 1);
      found = { ...found, address };
    }
  }
  return found;
}

/** `ip neigh`: entries are kept and shown; whether they are there or not, every on-link address answers. */
export function ipNeighbour(machine: Machine, [word = 'show', ...words]: readonly string[]): Output {
  const { neighbours, host } = machine;
  const command = complete(word, NEIGHBOUR_COMMANDS);
  if (command === undefined) return refuse(`Command "${word}" is unknown, try "ip neigh help".`, 255);
  const parsed = parseNeighbour(words);
  if ('exit' in parsed) return parsed;
  const { address, device, mac } = parsed;
  if (device !== null && host.routing.device(device) === null) return noDevice(device);
  const isChosen = (key: string): boolean =>
    (device === null || key.endsWith(` ${device}`)) &&
    (address === null || key.startsWith(`${formatAddress(address)} `));
  switch (command) {
    case 'show':
    case 'lst':
    case 'list':
      return success(
        [...neighbours]
          .filter(([key]) => isChosen(key))
          .map(
            ([key, lladdr]) =>
              `${device === null ? key.replace(' ', ' dev ') : key.replace(/ .*/, '')} lladdr ${lladdr} PERMANENT \n`,
          )
          .join(''),
      );
    case 'flush':
      if (words.length === 0) return refuse('Flush requires arguments.', 1);
      return success();
    default: {
      if (address === null || device === null) return refuse('Device and destination are required arguments.', 255);
      const key = `${formatAddress(address)} ${device}`;
      if (command === 'delete')
        return neighbours.delete(key) ? success() : refuse('RTNETLINK answers: No such file or directory', 2);
      if (mac === null) return refuse('Error: No link layer address given.', 2);
      if (command === 'add' && neighbours.has(key)) return refuse('RTNETLINK answers: File exists', 2);
      neighbours.set(key, formatMac(mac));
      return success();
    }
  }
}
