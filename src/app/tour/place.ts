/** Between the part and the card, and between the card and the edge of the window, px. */
const GAP = 10;
const EDGE = 12;

/** The part may be wider than it is useful to stay clear of: then the card lies in its corner. */
function placeCard(card: HTMLElement, part: DOMRect): void {
  const { width, height } = card.getBoundingClientRect();
  const across = (left: number): number => Math.max(EDGE, Math.min(left, innerWidth - width - EDGE));
  const down = (top: number): number => Math.max(EDGE, Math.min(top, innerHeight - height - EDGE));
  const room = {
    right: innerWidth - part.right,
    left: part.left,
    below: innerHeight - part.bottom,
    above: part.top,
  };
  const put = (left: number, top: number): void => {
    card.style.left = `${across(left)}px`;
    card.style.top = `${down(top)}px`;
  };
  if (room.below > height + GAP + EDGE) put(part.right - width, part.bottom + GAP);
  else if (room.above > height + GAP + EDGE) put(part.left + (part.width - width) / 2, part.top - height - GAP);
  else if (room.right > width + GAP + EDGE) put(part.right + GAP, part.top + EDGE);
  else if (room.left > width + GAP + EDGE) put(part.left - width - GAP, part.top + EDGE);
  else put(part.right - width - EDGE, part.bottom - height - EDGE);
}

/** Keeps card and frame at the part, which may load late, and moves with the window and the handles. Gives how to stop. */
export function follow(target: string, card: HTMLElement, frame: HTMLElement): () => void {
  const find = (): Element | null => document.querySelector(`[data-tour="${target}"]`);
  const place = (): void => {
    const part = find()?.getBoundingClientRect();
    frame.hidden = part === undefined || part.width === 0;
    if (part === undefined) {
      placeCard(card, new DOMRect(0, 0, innerWidth, innerHeight));
      return;
    }
    frame.style.left = `${part.left}px`;
    frame.style.top = `${part.top}px`;
    frame.style.width = `${part.width}px`;
    frame.style.height = `${part.height}px`;
    placeCard(card, part);
  };
  place();
  const sizes = new ResizeObserver(place);
  sizes.observe(document.body);
  const part = find();
  if (part !== null) sizes.observe(part);
  // A part that is still on its way.
  const arrivals = new MutationObserver(() => {
    const late = find();
    if (late === null) return;
    sizes.observe(late);
    arrivals.disconnect();
  });
  if (part === null) arrivals.observe(document.body, { childList: true, subtree: true });
  return () => {
    sizes.disconnect();
    arrivals.disconnect();
  };
}
