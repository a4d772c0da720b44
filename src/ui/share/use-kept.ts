import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { restoreRecordings, useAppStore, useEngine, useLibrary, type KeptScenario } from '../../store/index.ts';

type List = readonly KeptScenario[] | 'loading' | 'unavailable';

async function readList(library: ReturnType<typeof useLibrary>): Promise<List> {
  if (library === null) return 'unavailable';
  try {
    await library.keeper.flush();
    return await library.shelf.list();
  } catch {
    return 'unavailable';
  }
}

/** "My scenarios" and what can be done with them; read anew after each, and when one comes back from another tab. */
export function useKept() {
  const { t } = useTranslation('share');
  const store = useAppStore();
  const engine = useEngine();
  const library = useLibrary();
  const [list, setList] = useState<List>(library === null ? 'unavailable' : 'loading');

  const refresh = useCallback(() => readList(library).then(setList), [library]);

  useEffect(() => {
    let isShown = true;
    const again = () =>
      void readList(library).then((found) => {
        if (isShown) setList(found);
      });
    again();
    addEventListener('focus', again);
    return () => {
      isShown = false;
      removeEventListener('focus', again);
    };
  }, [library]);

  return useMemo(() => {
    const doing = async (action: Promise<void> | undefined): Promise<void> => {
      await action?.catch(() => {});
      await refresh();
    };
    const placeOf = (documentId: string): string => library?.keeper.placeOf(documentId).id ?? documentId;
    const isOpen = (id: string): boolean => placeOf(store.getState().documentId) === id;
    return {
      list,
      placeOf,
      /** Gives why not, or null. */
      open: async ({ id }: KeptScenario): Promise<string | null> => {
        const one = (await library?.shelf.read(id).catch(() => null)) ?? null;
        const answer = one === null ? null : await engine.validate(one.scenario).catch(() => null);
        if (one === null || answer === null) return '?';
        if ('problems' in answer) return answer.problems[0]?.message ?? '?';
        const { scenario } = answer;
        library?.keeper.know(one);
        const { setRecordings, load } = store.getState();
        setRecordings(restoreRecordings(scenario, one.recordings));
        load(scenario, 'autosave', t('undoOpen', { title: scenario.title ?? t('untitled') }), id);
        return null;
      },
      rename: (one: KeptScenario, title: string): Promise<void> => {
        if (!isOpen(one.id)) return doing(library?.shelf.rename(one.id, title));
        store.getState().edit(t('undoRename'), (scenario) => ({ ...scenario, title }));
        return refresh();
      },
      duplicate: (one: KeptScenario, title: string) => doing(library?.shelf.duplicate(one.id, title)),
      remove: (one: KeptScenario) => doing(library?.shelf.remove(one.id)),
      restore: (one: KeptScenario) => doing(library?.shelf.restore(one)),
    };
  }, [list, library, store, engine, refresh, t]);
}
