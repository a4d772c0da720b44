/** Offers a text, or bytes, as a file. */
export function download(name: string, content: BlobPart, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A file name from a title: 'home-router.json'. Letters of any script stay. */
export const fileName = (title: string | undefined, ending: string): string =>
  `${
    (title ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'chainwalk'
  }.${ending}`;
