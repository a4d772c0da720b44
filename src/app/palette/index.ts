export { CommandPalette } from './CommandPalette.tsx';
export { ShortcutSheet } from './ShortcutSheet.tsx';
