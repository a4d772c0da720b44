import { expect, test } from 'vitest';
import { embedHtml } from './embed-html.ts';

test('the frame shows the link, and the title cannot leave its attribute', () => {
  const html = embedHtml('https://example.org/walk/#v1.AAAA~2.3', '"><script>alert(1)</script>');
  expect(html).toContain('src="https://example.org/walk/?embed#v1.AAAA~2.3"');
  expect(html).toContain('title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  expect(html).not.toContain('allow-same-origin');
});
