/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** What runs in the page, sent there as source: no function may use anything outside itself, or name a function inside. */

/** From the key that undoes or redoes to the frame after the last card changed, ms. */
export function timeOneEdit(undo: boolean): Promise<number> {
  const cards = [...document.querySelectorAll('section ol > li')];
  const last = cards.findLast((card) => card.textContent.includes(':53'));
  if (last === undefined) throw new Error('there is no card to watch');
  const before = last.textContent;
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const observer = new MutationObserver(() => {
      if (last.textContent === before) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - startedAt));
    });
    observer.observe(last, { childList: true, characterData: true, subtree: true });
    const key = { key: undo ? 'z' : 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: !undo, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', key));
  });
}

/** Times of the frames that the page draws, ms. */
export async function watchFrames(forMilliseconds: number): Promise<number[]> {
  const frames: number[] = [];
  let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const endsAt = last + forMilliseconds;
  while (last < endsAt) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    frames.push(now - last);
    last = now;
  }
  return frames;
}

export interface Opening {
  /** From the start of the page to the first rows of the graph, ms. */
  readonly drawn: number;
  /** Durations of the main thread's tasks over 50 ms, ms. */
  readonly tasks: readonly number[];
}

/** Before the page's own scripts: puts a document where a tab keeps its draft. */
export function keepDraft(document: string): void {
  localStorage.setItem('chainwalk.draft.bench', `{"serial":1,"document":${document}}`);
}

/** Before the page's own scripts: notes when rows of a chain are first drawn, and long tasks. */
export function watchOpening(row: string): void {
  const seen = { drawn: 0, tasks: [] as number[] };
  Object.assign(globalThis, { opening: seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector(row) === null) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      seen.drawn = performance.now();
    });
  }).observe(document, { childList: true, subtree: true });
}

export const openingSeen = (): Opening | null => {
  const { opening } = globalThis as unknown as { readonly opening: Opening };
  return opening.drawn === 0 ? null : opening;
};
