import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption, savedString } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { help } from './helper.help.ts';

/** struct xt_helper_info. */
interface Helper {
  readonly helper: string;
  readonly inverted: boolean;
}

const NAME_BYTES = 29;

/** xt_helper: helper_mt. Connections that another one's helper expected; '' is any helper, 'ftp-2121' also means ftp. */
export const helper = defineMatch<Helper>({
  kind: 'match',
  name: 'helper',
  size: 72,
  help,
  options: [{ name: 'helper', kind: 'string', mandatory: true, invert: true, placeholder: 'ftp' }],
  needs: ['conntrack', 'defrag'],
  build: (given) =>
    ok({ helper: (given.value<string>('helper') ?? '').slice(0, NAME_BYTES), inverted: given.inverted('helper') }),
  save: (params) => savedOption('helper', savedString(params.helper), params.inverted),
  list: (params) => `helper match ${params.inverted ? '! ' : ''}"${params.helper}"`,
  translate: (params) => `ct helper ${notEqual(params.inverted)}"${params.helper}"`,
  brief: (params) => `helper:${params.inverted ? '!' : ''}${params.helper}`,
  match: (params, { packet: { conntrack } }) => {
    const has = conntrack === null || conntrack === 'untracked' ? null : (conntrack.entry.master?.helper ?? null);
    const found = has !== null && (params.helper === '' || params.helper.startsWith(has));
    return matchIf(
      found,
      params.inverted,
      '--helper',
      () => `${params.inverted ? '! ' : ''}expected by ${params.helper}`,
      has ?? 'not expected by a helper',
    );
  },
});
