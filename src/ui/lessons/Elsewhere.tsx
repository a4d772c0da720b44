import { useTranslation } from 'react-i18next';
import type { LessonDocument, Scenario } from '../../engine/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { wordsIn } from '../../lessons/index.ts';
import { useEngine } from '../../store/index.ts';
import { CopyButton } from '../common/CopyButton.tsx';
import { Markdown } from '../common/Markdown.tsx';
import { useAnswer } from '../common/use-answer.ts';
import { renderTerm } from './TermLink.tsx';

const NO_HOST: Scenario = { chainwalk: 1, host: { interfaces: [] }, timeline: [] };

/** The idea of a lesson in iptables' words, in nft's as iptables-translate prints them, and what to try on a real machine. */
export function Elsewhere({ lesson }: { readonly lesson: LessonDocument }) {
  const { t } = useTranslation('lessons');
  const engine = useEngine();
  const commands = lesson.inIptables ?? [];
  const tryIt = lesson.tryIt ?? [];
  const { value: nft } = useAnswer(
    () =>
      Promise.all(
        commands.map(async (line) => {
          const answer = await engine.command(NO_HOST, line.replace(/^iptables\b/, 'iptables-translate'), null);
          return answer.stdout.trim();
        }),
      ),
    lesson,
  );
  if (commands.length + tryIt.length === 0) return null;
  return (
    <section className="flex flex-col gap-2 rounded-card border border-line px-2.5 py-2">
      <h3 className="text-label font-semibold text-ink2">{t('commands.title')}</h3>
      {commands.length > 0 && (
        <>
          <Listing title={t('commands.iptables')} lines={commands} />
          <Listing title={t('commands.nft')} hint={t('commands.nftHint')} lines={nft ?? []} />
        </>
      )}
      {tryIt.length > 0 && (
        <div>
          <h4 className="pb-1 text-label text-ink3">{t('commands.tryIt')}</h4>
          <ul className="flex flex-col gap-1.5">
            {tryIt.map(({ command, says }) => (
              <li key={command}>
                <Line text={command} copy />
                <Markdown
                  text={wordsIn(says, currentLanguage())}
                  renderTerm={renderTerm}
                  className="pt-0.5 text-small text-ink2"
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface ListingProps {
  readonly title: string;
  readonly hint?: string;
  readonly lines: readonly string[];
}

function Listing({ title, hint, lines }: ListingProps) {
  return (
    <div>
      <h4 className="pb-1 text-label text-ink3">
        <span className="font-mono text-ink2">{title}</span> {hint}
      </h4>
      <ul className="flex flex-col gap-1">
        {lines.map((line) => (
          <li key={line}>
            <Line text={line} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ text, copy = false }: { readonly text: string; readonly copy?: boolean }) {
  return (
    <div className="flex items-start gap-1 rounded-control bg-seen py-1 pr-1 pl-2">
      <code className="min-w-0 flex-1 font-mono text-mono break-words whitespace-pre-wrap">{text}</code>
      {copy && <CopyButton text={text} />}
    </div>
  );
}
