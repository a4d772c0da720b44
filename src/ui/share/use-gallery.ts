import { useEffect, useState } from 'react';
import { loadGallery, type GalleryScenario } from '../../lessons/index.ts';

const NONE: readonly GalleryScenario[] = [];

/** The ready-made scenarios; none until they are loaded. */
export function useGallery(): readonly GalleryScenario[] {
  const [gallery, setGallery] = useState(NONE);
  useEffect(() => void loadGallery().then(setGallery), []);
  return gallery;
}
