/** The key that goes with letters in shortcuts, as this machine's keyboard names it. */
export const MODIFIER = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
