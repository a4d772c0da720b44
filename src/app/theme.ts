import { useEffect } from 'react';
import { useApp, type Theme } from '../store/index.ts';

export const THEME_ICONS = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const;

const ORDER: readonly Theme[] = ['system', 'light', 'dark'];

export const nextTheme = (theme: Theme): Theme => ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? 'system';

/** Puts the choice on the root element; `system` leaves it to the media query. */
export function useThemeAttribute(): void {
  const theme = useApp((state) => state.theme);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
  }, [theme]);
}
