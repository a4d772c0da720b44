import type { TFunction } from 'i18next';
import type { Diagnostic } from '../../engine/index.ts';
import { describeTypography, type Typographic } from '../common/typography.ts';

type Say = TFunction<'editor'>;

const FINDINGS = ['shadowed', 'repeated', 'unused-chain', 'unmodelled'] as const;
/** Reading stopped at too many errors. */
const MORE = 'more';
type Finding = (typeof FINDINGS)[number];
const isFinding = (code: string): code is Finding => (FINDINGS as readonly string[]).includes(code);

/** The analysis in the page's language: it names the rule, and the one that is in its way. Errors stay in iptables' words. */
export function translateFinding(say: Say, diagnostic: Diagnostic): Diagnostic {
  const { code, message } = diagnostic;
  if (code === MORE) return { ...diagnostic, message: say('findings.more') };
  if (!isFinding(code)) return diagnostic;
  const [subject = '', ...rest] = message.split(': ');
  const what = rest.join(': ');
  const by = /rule (\d+)/.exec(what)?.[1] ?? '';
  const name = /^(-[mj] \S+)/.exec(what)?.[1] ?? '';
  return { ...diagnostic, message: `${subject}: ${say(`findings.${code}`, { by, name })}` };
}

/** A character that a web page made of another, with the way back; an error where iptables stumbles over that line anyway. */
export function typographyNote(say: TFunction, one: Typographic, isError: boolean): Diagnostic {
  const { from, to, line, replacement } = one;
  return {
    from,
    to,
    line,
    severity: isError ? 'error' : 'warning',
    code: 'typography',
    message: describeTypography(say, one),
    fix: {
      label: say('typography.fix', { replacement: replacement.trim() === '' ? '␣' : replacement }),
      text: replacement,
    },
  };
}
