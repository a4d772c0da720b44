/** Real rulesets from the corpus, on a host whose interfaces and networks are those of its rules. */
import type { Interface } from '../document.ts';
import { readRecords } from '../corpus/corpus.ts';
import { isNetwork, rangeOf, toAddress, toNumber } from './addresses.ts';
import type { Chance } from './chance.ts';
import type { Rule } from './ruleset.ts';
import { withHost, type World } from './world.ts';

interface Wild {
  readonly world: World;
  readonly rules: readonly Rule[];
  readonly ruleset: string;
}

/** Longer rulesets take the kernel's tools too long. */
const LONGEST = 20_000;
const MAX_INTERFACES = 4;

let texts: readonly string[] | undefined;

/** What the real iptables-restore took, as iptables-save prints it. Empty without a corpus. */
function corpus(): readonly string[] {
  const directory = process.env['CHAINWALK_CORPUS'];
  if (directory === undefined) return [];
  const records = readRecords(directory, 'rulesets.jsonl.gz') as readonly {
    readonly exit: number;
    readonly saved: string | null;
    readonly ipsets: string | null;
  }[];
  return records
    .filter(({ exit, ipsets }) => exit === 0 && (ipsets ?? '') === '')
    .map(({ saved }) => saved ?? '')
    .filter((text) => text.length < LONGEST && !/-m (time|nfacct)|-j (SECMARK|CONNSECMARK)/.test(text));
}

export function drawWild(chance: Chance): Wild | undefined {
  texts ??= corpus();
  if (texts.length === 0) return undefined;
  const text = chance.pick(texts);
  return { world: worldOf(chance, text), rules: rulesOf(text), ruleset: traced(text) };
}

/** The ruleset with everything traced. */
function traced(text: string): string {
  const rules = '-A PREROUTING -j TRACE\n-A OUTPUT -j TRACE\n';
  if (!text.includes('*raw\n')) return `*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules}COMMIT\n${text}`;
  return text.replace(/(\*raw\n(?::.*\n)+)/, `$1${rules}`);
}

function rulesOf(text: string): readonly Rule[] {
  return text.split('*').flatMap((part) => {
    const table = part.slice(0, part.indexOf('\n'));
    return [...part.matchAll(/^(?:\[\d+:\d+\] )?-A (\S+) (.*)$/gm)].map(([, chain = '', words = '']) => ({
      table,
      chain,
      words,
    }));
  });
}

function worldOf(chance: Chance, text: string): World {
  const named = new Set(
    [...text.matchAll(/ -[io] ([\w.-]+?)\+?(?= )/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'lo' && name.length > 1),
  );
  const names = [...chance.some([...named], MAX_INTERFACES), 'net0', 'net1'].slice(
    0,
    Math.max(2, Math.min(named.size, MAX_INTERFACES)),
  );
  const networks = [...new Set([...text.matchAll(/ -[sd] ([\d.]+\/\d+)/g)].map(([, network = '']) => network))].filter(
    usable,
  );
  const chosen = chance.some(networks, names.length - 1);
  const interfaces = names.map((name, at): Interface => ({ name, addresses: [addressIn(chosen[at - 1], at)] }));
  const gateway = `203.0.113.254 dev ${names[0]}`;
  return withHost(chance, interfaces, [`default via ${gateway}`], []);
}

/** Private, and no wider than a host could be connected to. */
function usable(network: string): boolean {
  const length = Number(network.split('/')[1]);
  return isNetwork(network) && /^(10|172|192)\./.test(network) && (length === 32 || (length >= 8 && length <= 30));
}

/** An address of the host in the network: the network's own if it is one address, else its first. */
function addressIn(network: string | undefined, at: number): string {
  if (network === undefined) return at === 0 ? '203.0.113.1/24' : `192.168.${at}.1/24`;
  const [address = '', length = ''] = network.split('/');
  if (length !== '32') return `${toAddress(rangeOf(network).first + 1)}/${length}`;
  return `${toAddress(toNumber(address) ^ 1)}/24`;
}
