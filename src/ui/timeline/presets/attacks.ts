import type { PacketDocument } from '../../../engine/index.ts';
import { countOf, incoming, type ChoiceOption, type Preset, type PresetNote, type ScriptedStep } from './preset.ts';

type Scan = 'syn' | 'fin' | 'xmas' | 'null' | 'ack' | 'udp';

const SCANS: { readonly [S in Scan]: { readonly fields: PacketDocument; readonly note: PresetNote } } = {
  syn: { fields: { proto: 'tcp', flags: 'SYN' }, note: 'scanSyn' },
  fin: { fields: { proto: 'tcp', flags: 'FIN' }, note: 'scanFin' },
  xmas: { fields: { proto: 'tcp', flags: 'FIN,PSH,URG' }, note: 'scanXmas' },
  null: { fields: { proto: 'tcp', flags: '' }, note: 'scanNull' },
  ack: { fields: { proto: 'tcp', flags: 'ACK' }, note: 'scanAck' },
  udp: { fields: { proto: 'udp' }, note: 'scanUdp' },
};
const SCANNED = '21,22,23,25,80,443,3389,8080';
const MOST_PORTS = 100;

const isScan = (text: string | undefined): text is Scan => text !== undefined && Object.hasOwn(SCANS, text);

/** '22,80-82' as numbers; what is none is left out. */
export function portsOf(text: string): readonly number[] {
  const ports = text.split(/[\s,]+/).flatMap((part) => {
    const [, from, to] = /^(\d+)(?:[-:](\d+))?$/.exec(part) ?? [];
    if (from === undefined) return [];
    const length = Math.min(MOST_PORTS, Number(to ?? from) - Number(from) + 1);
    return Array.from({ length: Math.max(0, length) }, (_, index) => Number(from) + index);
  });
  return [...new Set(ports)].filter((port) => port <= 65535).slice(0, MOST_PORTS);
}

export const portScan: Preset = {
  choices: () => [
    {
      name: 'scan',
      kind: 'select',
      options: ['syn', 'fin', 'xmas', 'null', 'ack', 'udp'] satisfies readonly ChoiceOption[],
      initial: 'syn',
    },
    { name: 'ports', kind: 'ports', initial: SCANNED },
  ],
  *script({ plan, freePort }, chosen) {
    const { fields, note } = SCANS[isScan(chosen['scan']) ? chosen['scan'] : 'syn'];
    const ports = portsOf(chosen['ports'] ?? SCANNED);
    // A scanner keeps to one source port, as nmap does.
    yield ports.map((port): ScriptedStep => ({
      step: { packet: { ...incoming(plan), ...fields, sport: freePort, dport: port } },
      note,
      values: { port },
    }));
  },
};

const MOST_SYNS = 500;

export const synFlood: Preset = {
  choices: ({ plan }) => [
    { name: 'packets', kind: 'number', min: 1, max: MOST_SYNS, initial: 30 },
    { name: 'sources', kind: 'select', options: ['oneSource', 'manySources'], initial: 'oneSource' },
    { name: 'port', kind: 'number', min: 1, max: 65535, initial: plan.services[0] ?? 80 },
  ],
  *script({ plan, freePort }, chosen) {
    const many = chosen['sources'] === 'manySources';
    const dport = countOf(chosen, 'port', 65535);
    yield Array.from({ length: countOf(chosen, 'packets', MOST_SYNS) }, (_, index): ScriptedStep => {
      // Steps that have no order to be seen: the sources of a flood are made up.
      const src = many ? `45.${(index * 37) % 256}.${(index * 101) % 256}.${1 + ((index * 59) % 254)}` : plan.stranger;
      return {
        step: {
          packet: {
            ...incoming(plan),
            src,
            proto: 'tcp',
            sport: 1024 + ((freePort + index) % 60_000),
            dport,
            flags: 'SYN',
          },
        },
        note: 'flood',
        values: { number: index + 1 },
      };
    });
  },
};

type Spoof = 'inside' | 'own' | 'loopback' | 'martian';
const SPOOFS: readonly Spoof[] = ['inside', 'own', 'loopback', 'martian'];
const SPOOF_NOTES: { readonly [S in Spoof]: PresetNote } = {
  inside: 'spoofInside',
  own: 'spoofOwn',
  loopback: 'spoofLoopback',
  martian: 'spoofMartian',
};
/** Of a class that nobody may use (RFC 1112). */
const MARTIAN = '240.0.0.1';

export const spoofed: Preset = {
  choices: () => [
    { name: 'spoof', kind: 'select', options: ['all', 'inside', 'own', 'loopback', 'martian'], initial: 'all' },
  ],
  *script({ plan, freePort }, chosen) {
    const sources: { readonly [S in Spoof]: string } = {
      inside: plan.inside?.client ?? '192.168.1.2',
      own: plan.outside.address,
      loopback: '127.0.0.1',
      martian: MARTIAN,
    };
    const wanted = SPOOFS.filter((spoof) => chosen['spoof'] === 'all' || chosen['spoof'] === spoof);
    yield wanted.map((spoof, index): ScriptedStep => ({
      step: {
        packet: {
          ...incoming(plan),
          src: sources[spoof],
          proto: 'tcp',
          sport: freePort + index,
          dport: plan.services[0] ?? 80,
          flags: 'SYN',
        },
      },
      note: SPOOF_NOTES[spoof],
      values: { device: plan.outside.device },
    }));
  },
};
