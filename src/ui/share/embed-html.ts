const HEIGHT = 480;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** The frame that shows a link's scenario. The page needs scripts and, to open the whole of itself, a new tab: nothing else. */
export function embedHtml(link: string, title: string): string {
  const address = new URL(link);
  address.search = '?embed';
  return (
    `<iframe src="${escaped(address.href)}" title="${escaped(title)}" width="100%" height="${HEIGHT}" ` +
    'style="border:0" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>'
  );
}
