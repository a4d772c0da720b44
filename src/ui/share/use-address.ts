import { useEffect } from 'react';

const ADDRESS = '#/gallery';

/** `#/gallery` opens the gallery itself; what names one scenario is opened before the page is drawn (app/opening.ts). */
export function useGalleryAddress(onGallery: () => void): void {
  useEffect(() => {
    const follow = () => {
      if (location.hash === ADDRESS) onGallery();
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [onGallery]);
}
