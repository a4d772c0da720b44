import type { TFunction } from 'i18next';
import type { Diagnostic } from '../../engine/index.ts';
import { codePoint, type Typographic } from './typography.ts';

type Say = TFunction<'editor'>;

const FINDINGS = ['shadowed', 'repeated', 'unused-chain', 'unmodelled'] as const;
type Finding = (typeof FINDINGS)[number];
const isFinding = (code: string): code is Finding => (FINDINGS as readonly string[]).includes(code);

/** The analysis in the page's language: it names the rule, and the one that is in its way. Errors stay in iptables' words. */
export function translateFinding(say: Say, diagnostic: Diagnostic): Diagnostic {
  const { code, message } = diagnostic;
  if (!isFinding(code)) return diagnostic;
  const [subject = '', ...rest] = message.split(': ');
  const what = rest.join(': ');
  const by = /rule (\d+)/.exec(what)?.[1] ?? '';
  const name = /^(-[mj] \S+)/.exec(what)?.[1] ?? '';
  return { ...diagnostic, message: `${subject}: ${say(`findings.${code}`, { by, name })}` };
}

/** A character that a web page made of another, with the way back; an error where iptables stumbles over that line anyway. */
export function typographyNote(say: Say, one: Typographic, isError: boolean): Diagnostic {
  const { from, to, line, kind, text, replacement } = one;
  return {
    from,
    to,
    line,
    severity: isError ? 'error' : 'warning',
    code: 'typography',
    message: say(`typography.${kind}`, { text, code: codePoint(text), replacement }),
    fix: {
      label: say('typography.fix', { replacement: replacement.trim() === '' ? '␣' : replacement }),
      text: replacement,
    },
  };
}
