/** A pasted text as commands: continued lines joined, comments and prompts (`# `, `$ `, `root@fw:~# `) left out. */
export function scriptLines(text: string): readonly string[] {
  if (text.includes('<<')) return [text];
  return text
    .replaceAll('\r', '')
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[\w.-]+@[\w.-]+:\S*[#$]|\$)\s+/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
