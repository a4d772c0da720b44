import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { useApp, useAppStore, type KeptScenario } from '../../store/index.ts';
import { Button, IconButton } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { EmptyState } from '../common/EmptyState.tsx';
import { controlClass } from '../common/Field.tsx';
import { useKept } from './use-kept.ts';

/** The scenarios kept in this browser, newest first. */
export function LibraryDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['gallery', 'common', 'app']);
  const kept = useKept();
  const { list } = kept;
  const store = useAppStore();
  const [problem, setProblem] = useState<string | null>(null);
  const [removed, setRemoved] = useState<KeptScenario | null>(null);
  /** What was deleted last can still be had back when the list is closed. */
  const close = useCallback(() => {
    if (removed !== null)
      store.getState().notify({ kind: 'removed', title: removed.title, act: () => void kept.restore(removed) });
    onClose();
  }, [removed, store, kept, onClose]);
  const open = useCallback(
    async (one: KeptScenario) => {
      const failed = await kept.open(one);
      if (failed === null) onClose();
      else setProblem(t('library.failed', { title: one.title ?? t('untitled'), problem: failed }));
    },
    [kept, onClose, t],
  );
  return (
    <Dialog open wide title={t('library.title')} onClose={close}>
      {problem !== null && (
        <p role="alert" className="pb-3 text-drop">
          ✕ {problem}
        </p>
      )}
      <div role="status">
        {removed !== null && (
          <p className="mb-3 flex items-center gap-2 rounded-card bg-seen py-1 pr-1.5 pl-3">
            <span className="min-w-0 flex-1">
              {t('app:notices.removed', { title: removed.title ?? t('untitled') })}
            </span>
            <Button
              small
              look="line"
              onClick={() => {
                setRemoved(null);
                void kept.restore(removed);
              }}
            >
              {t('app:notices.putBack')}
            </Button>
          </p>
        )}
      </div>
      {list === 'unavailable' && (
        <EmptyState icon="alert" title={t('library.unavailable')}>
          {t('library.unavailableText')}
        </EmptyState>
      )}
      {list === 'loading' && <p className="text-ink3">{t('common:loading')}</p>}
      {typeof list === 'object' && list.length === 0 && (
        <EmptyState icon="gallery" title={t('library.empty')}>
          {t('library.emptyText')}
        </EmptyState>
      )}
      {typeof list === 'object' && list.length > 0 && (
        <>
          <p className="pb-3 text-ink2">{t('library.hint')}</p>
          <ul aria-label={t('library.title')} className="flex flex-col">
            {list.map((one) => (
              <Entry
                key={one.id}
                one={one}
                kept={kept}
                onOpen={() => void open(one)}
                onRemoved={() => setRemoved(one)}
              />
            ))}
          </ul>
          <p className="pt-3 text-small text-ink3">
            {t('library.sum', { count: list.length, size: sizeText(list.reduce((sum, { size }) => sum + size, 0)) })}
          </p>
        </>
      )}
    </Dialog>
  );
}

interface EntryProps {
  readonly one: KeptScenario;
  readonly kept: ReturnType<typeof useKept>;
  readonly onOpen: () => void;
  readonly onRemoved: () => void;
}

function Entry({ one, kept, onOpen, onRemoved }: EntryProps) {
  const { t } = useTranslation('gallery');
  const [isNaming, setNaming] = useState(false);
  const isOpen = useApp(({ documentId }) => kept.placeOf(documentId) === one.id);
  const title = one.title ?? t('untitled');
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-2 last:border-b-0">
      {isNaming ? (
        <Naming title={title} onName={(name) => void kept.rename(one, name)} onEnd={() => setNaming(false)} />
      ) : (
        <div className="min-w-0 flex-1 basis-56">
          <p className="truncate font-semibold">{title}</p>
          <p className="text-small text-ink3">
            <When at={one.savedAt} /> · {sizeText(one.size)}
            {isOpen && <span className="text-accent"> · {t('library.isOpen')}</span>}
          </p>
        </div>
      )}
      <div className="flex items-center gap-0.5">
        <IconButton icon="edit" label={t('library.rename', { title })} onClick={() => setNaming(true)} />
        <IconButton
          icon="copy"
          label={t('library.duplicate', { title })}
          onClick={() => void kept.duplicate(one, t('library.copyOf', { title }))}
        />
        <IconButton
          icon="delete"
          label={t('library.remove', { title })}
          onClick={() => void kept.remove(one).then(onRemoved)}
        />
        <Button look="line" aria-label={t('library.open', { title })} disabled={isOpen} onClick={onOpen}>
          {t('open')}
        </Button>
      </div>
    </li>
  );
}

interface NamingProps {
  readonly title: string;
  readonly onName: (name: string) => void;
  readonly onEnd: () => void;
}

/** Enter takes the name, Escape leaves it, and so does going elsewhere with nothing written. */
function Naming({ title, onName, onEnd }: NamingProps) {
  const { t } = useTranslation('gallery');
  const [name, setName] = useState(title);
  const end = (isTaken: boolean) => {
    if (isTaken && name.trim() !== '' && name.trim() !== title) onName(name.trim());
    onEnd();
  };
  return (
    <input
      autoFocus
      aria-label={t('library.renameLabel')}
      className={`${controlClass()} min-w-0 flex-1 basis-56`}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end(true);
        if (event.key !== 'Escape') return;
        // Not the whole dialog.
        event.preventDefault();
        end(false);
      }}
    />
  );
}

const pageLanguage = (): string => document.documentElement.lang || currentLanguage();

function When({ at }: { readonly at: number }) {
  const [format] = useState(() => new Intl.DateTimeFormat(pageLanguage(), { dateStyle: 'medium', timeStyle: 'short' }));
  return <time dateTime={new Date(at).toISOString()}>{format.format(at)}</time>;
}

const KILO = 1000;

function sizeText(bytes: number): string {
  const [amount, unit] = bytes < KILO * KILO ? [bytes / KILO, 'kilobyte'] : [bytes / KILO / KILO, 'megabyte'];
  return new Intl.NumberFormat(pageLanguage(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}
