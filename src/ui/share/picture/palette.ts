/** Tokens of app.css that the picture is drawn in. */
const TOKENS = [
  'bg',
  'panel',
  'line',
  'line2',
  'ink',
  'ink2',
  'ink3',
  'raw',
  'conntrack',
  'mangle',
  'nat',
  'filter',
  'security',
  'ok',
  'ok-soft',
  'drop',
  'drop-soft',
  'log',
  'log-soft',
  'accent-soft',
  'seen',
  'hit',
] as const;

export type Token = (typeof TOKENS)[number];
export type Palette = { readonly [T in Token]: string };

/** The page's own colours of one theme, whichever it shows now. */
export function paletteOf(theme: 'light' | 'dark'): Palette {
  const probe = document.createElement('span');
  probe.style.colorScheme = theme;
  document.body.append(probe);
  const colours = TOKENS.map((token) => {
    probe.style.backgroundColor = `var(--${token})`;
    return [token, getComputedStyle(probe).backgroundColor] as const;
  });
  probe.remove();
  return Object.fromEntries(colours) as Palette;
}
