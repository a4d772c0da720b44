/** Words of an SVG text; everything that comes from a document goes through here. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Attributes = { readonly [name: string]: string | number | undefined };

export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export const SANS = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
export const MONO = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** Widths of letters, as a part of their size: for cutting what would not fit, not for setting type. */
const MONO_ADVANCE = 0.602;
const SANS_ADVANCE = 0.57;
const CAPITAL_ADVANCE = 0.76;
const CAPITALS = /[A-Z⇄✓✕↩≡⚑↵]/g;
const WIDE = /[\u2e80-\uffdc]/g;

interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly mono?: boolean;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Px that it may take; it is cut with an ellipsis. */
  readonly room?: number;
}

export function textWidth(text: string, size: number, mono = false): number {
  const wide = (text.match(WIDE)?.length ?? 0) * 0.8;
  if (mono) return (text.length + wide) * size * MONO_ADVANCE;
  const capitals = text.match(CAPITALS)?.length ?? 0;
  return (capitals * CAPITAL_ADVANCE + (text.length - capitals + wide) * SANS_ADVANCE) * size;
}

export function label(
  x: number,
  y: number,
  content: string,
  { size, fill, mono, weight, anchor, room }: TextStyle,
): string {
  const fits = room === undefined || textWidth(content, size, mono) <= room;
  const most = Math.max(1, Math.floor((room ?? 0) / textWidth('x', size, mono)) - 1);
  return element(
    'text',
    {
      x,
      y,
      fill,
      'font-size': size,
      'font-family': mono === true ? MONO : SANS,
      'font-weight': weight,
      'text-anchor': anchor === 'start' ? undefined : anchor,
    },
    escaped(fits ? content : `${content.slice(0, most)}…`),
  );
}
