import { miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './osf.help.ts';

/** struct xt_osf_info; null where an option was not given. */
interface Osf {
  readonly genre: string;
  readonly inverted: boolean;
  readonly ttl: number | null;
  readonly log: number | null;
}

const GENRE_BYTES = 31;

/** xt_osf: xt_osf_match_packet. No fingerprints are loaded here, and without any the match never holds, inverted or not. */
export const osf = defineMatch<Osf>({
  kind: 'match',
  name: 'osf',
  size: 80,
  help,
  options: [
    { name: 'genre', kind: 'string', mandatory: true, invert: true, placeholder: 'Linux' },
    { name: 'ttl', kind: 'uint32', max: 2 },
    { name: 'log', kind: 'uint32', max: 2 },
  ],
  legality: { hooks: ['PREROUTING', 'INPUT', 'FORWARD'], protocols: [6] },
  build: (given) =>
    ok({
      genre: (given.value<string>('genre') ?? '').slice(0, GENRE_BYTES),
      inverted: given.inverted('genre'),
      ttl: given.value<number>('ttl') ?? null,
      log: given.value<number>('log') ?? null,
    }),
  save: ({ genre, inverted, ttl, log }) => [
    ...savedOption('genre', genre, inverted),
    ...(ttl === null ? [] : savedOption('ttl', ttl)),
    ...(log === null ? [] : savedOption('log', log)),
  ],
  list: ({ genre, inverted }) => `OS fingerprint match ${inverted ? '! ' : ''}${genre}`,
  brief: ({ genre, inverted }) => `os:${inverted ? '!' : ''}${genre}`,
  match: ({ genre, inverted }) => miss('--genre', `${inverted ? '! ' : ''}${genre}`, 'no fingerprints are loaded'),
});
