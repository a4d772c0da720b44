/** How long the gallery's links are, beside what the codecs make of them that other playgrounds use. */
import lzString from 'lz-string';
import { deflate } from 'pako';
import { loadGallery, scenarioIn } from '../src/lessons/index.ts';
import { encodeFragment } from '../src/share/index.ts';
import type { Promised } from './page.ts';

const base64url = (bytes: Uint8Array): number => Math.ceil((bytes.length * 4) / 3);

/** Characters after the `#`: ours with its prefix, the others bare. */
export async function measureLinks(): Promise<readonly Promised[]> {
  return (await loadGallery()).map((entry) => {
    const scenario = scenarioIn(entry, 'en');
    const json = JSON.stringify(scenario);
    const ours = encodeFragment(scenario, null).length;
    const pako = base64url(deflate(new TextEncoder().encode(json), { level: 9 }));
    const lz = lzString.compressToEncodedURIComponent(json).length;
    return {
      name: `link of ${entry.id} (${json.length} characters of JSON)`,
      target: `shorter than pako's ${pako} and lz-string's ${lz}`,
      measured: `${ours}`,
      isMet: ours < Math.min(pako, lz),
    };
  });
}
