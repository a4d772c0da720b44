const SCALE = 2;

/** The picture as pixels, two for each unit, so that it is sharp where it is shown small. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the picture is too large'));
      else resolve(blob);
    }, 'image/png');
  });
}

/** The stretch of the graph that is on the screen, in its own units; null while no graph is shown. */
export function partInView(): {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
} | null {
  const view = document.querySelector('.react-flow');
  const pane = document.querySelector('.react-flow__viewport');
  if (view === null || pane === null) return null;
  const { width, height } = view.getBoundingClientRect();
  const { a: zoom, e: x, f: y } = new DOMMatrixReadOnly(getComputedStyle(pane).transform);
  return zoom === 0 || width === 0 ? null : { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}
