import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { readTraceLog, recordedPackets } from '../../formats/index.ts';
import { Button } from '../common/Button.tsx';
import { describeTypography, findTypography } from '../common/typography.ts';
import { isTaught, withoutLoopback, type Recognised } from './recognise.ts';

const SHOWN_UNKNOWN = 5;
const SHOWN_PROBLEMS = 20;

export const hasAnything = (found: Recognised): boolean =>
  found.scenario !== null ||
  found.ruleset !== null ||
  found.ipsets !== null ||
  found.trace !== null ||
  withoutLoopback(found.interfaces).length + found.routes.length + found.rules.length > 0;

export function Findings({ found }: { readonly found: Recognised }) {
  const { t } = useTranslation('share');
  if (!hasAnything(found))
    return (
      <p className="text-small text-log">{t(found.foreign === null ? 'foundNothing' : `foreign.${found.foreign}`)}</p>
    );
  const interfaces = withoutLoopback(found.interfaces).length;
  const parts = [
    found.scenario !== null &&
      t(isTaught(found.scenario) ? 'parts.lesson' : 'parts.scenario', {
        title: titleOf(found.scenario) ?? t('untitled'),
      }),
    found.ruleset !== null &&
      t('parts.ruleset', { count: found.ruleset.match(/^(\[\d+:\d+\]\s*)?-A /gm)?.length ?? 0 }),
    interfaces > 0 && t('parts.interfaces', { count: interfaces }),
    found.routes.length > 0 && t('parts.routes', { count: found.routes.length }),
    found.rules.length > 0 && t('parts.rules', { count: found.rules.length }),
    found.ipsets !== null && t('parts.ipsets'),
    found.trace !== null && t('parts.trace', { count: recordedPackets(readTraceLog(found.trace)).length }),
  ].filter((part) => part !== false);
  const more = found.unknown.length - SHOWN_UNKNOWN;
  return (
    <>
      <p className="text-small">
        <span className="font-semibold">{t('found')}:</span> {parts.join(', ')}
      </p>
      {found.foreign !== null && <p className="pt-1 text-small text-log">{t(`foreign.${found.foreign}`)}</p>}
      <ul className="pt-1 text-small text-log">
        {found.unknown.slice(0, SHOWN_UNKNOWN).map(({ line, text }) => (
          <li key={line} className="truncate">
            {t('unknownLine', { line, text })}
          </li>
        ))}
        {more > 0 && <li>{t('unknownMore', { count: more })}</li>}
      </ul>
    </>
  );
}

/** Dashes, quotes and blanks that a web page changed: what the first one is, and one button for all. */
export function Strange({ text, onRepair }: { readonly text: string; readonly onRepair: () => void }) {
  const { t } = useTranslation('share');
  const { t: say } = useTranslation('common');
  const strange = useMemo(() => findTypography(text), [text]);
  const [first] = strange;
  if (first === undefined) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 pt-2 text-small text-log">
      <span className="min-w-0 flex-1">
        {t('strange', { count: strange.length, line: first.line, what: describeTypography(say, first) })}
      </span>
      <Button small look="primary" onClick={onRepair}>
        {say('typography.fixAll', { count: strange.length })}
      </Button>
    </div>
  );
}

/** A lesson's title is in one language or in both. */
function titleOf(document: unknown): string | null {
  if (typeof document !== 'object' || document === null || !('title' in document)) return null;
  const { title } = document;
  if (typeof title === 'string') return title;
  if (typeof title !== 'object' || title === null) return null;
  const texts: Readonly<Record<string, unknown>> = { ...title };
  const words = texts[currentLanguage()] ?? texts['en'] ?? texts['zh'];
  return typeof words === 'string' ? words : null;
}

/** Why nothing was imported. */
export function Problems({ problems }: { readonly problems: readonly string[] }) {
  const { t } = useTranslation('share');
  if (problems.length === 0) return null;
  const more = problems.length - SHOWN_PROBLEMS;
  return (
    <ul role="alert" className="mt-3 rounded-card bg-drop-soft p-2 font-mono text-mono break-words text-drop">
      {problems.slice(0, SHOWN_PROBLEMS).map((problem) => (
        <li key={problem}>✕ {problem}</li>
      ))}
      {more > 0 && <li>{t('moreProblems', { count: more })}</li>}
    </ul>
  );
}
