import type { Scenario } from '../engine/index.ts';
import { currentLanguage } from '../i18n/index.ts';
import { loadGallery, scenarioIn } from '../lessons/index.ts';
import { loadShare, type BrokenLink, type Engine, type Origin, type Playhead } from '../store/index.ts';

export type Opening =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'broken'; readonly link: BrokenLink }
  | {
      readonly kind: 'scenario';
      readonly scenario: Scenario;
      readonly origin: Origin;
      readonly playhead: Playhead | null;
    };

const NOTHING: Opening = { kind: 'nothing' };
const GALLERY_ADDRESS = /^#\/gallery\/([a-z0-9-]+)$/;

/** What an address's fragment opens: a shared scenario, one of the gallery, or nothing. */
export async function openFragment(fragment: string, engine: Engine): Promise<Opening> {
  const id = GALLERY_ADDRESS.exec(fragment)?.[1];
  const entry = id === undefined ? undefined : (await loadGallery()).find((candidate) => candidate.id === id);
  if (entry !== undefined)
    return { kind: 'scenario', scenario: scenarioIn(entry, currentLanguage()), origin: 'gallery', playhead: null };
  return fragment.length > 1 && !fragment.startsWith('#/') ? openLink(fragment, engine) : NOTHING;
}

async function openLink(fragment: string, engine: Engine): Promise<Opening> {
  const { decodeFragment } = await loadShare();
  const decoded = decodeFragment(fragment);
  if (!decoded.ok) {
    if (decoded.error === 'not-a-link') return NOTHING;
    return broken(decoded.error, []);
  }
  const { document, playhead } = decoded.value;
  // A document can be nested too deep to reach the engine, or for it to walk: that too must be said.
  const answer = await engine.validate(document).catch((reason: unknown) => ({
    problems: [{ path: '', message: reason instanceof Error ? reason.message : String(reason) }],
  }));
  if ('problems' in answer)
    return broken(
      'invalid',
      answer.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)),
    );
  const at = playhead === null ? null : { step: Math.max(0, playhead.step - 1), position: playhead.position };
  return { kind: 'scenario', scenario: answer.scenario, origin: 'link', playhead: at };
}

const broken = (kind: BrokenLink['kind'], details: readonly string[]): Opening => ({
  kind: 'broken',
  link: { kind, details },
});
