import { expect, test } from 'vitest';
import { findTypography, repairTypography } from './typography.ts';

test('what web pages turn dashes and quotes into is turned back', () => {
  expect(repairTypography('-A INPUT –p tcp –dport 22 —syn -j ACCEPT')).toBe(
    '-A INPUT -p tcp --dport 22 --syn -j ACCEPT',
  );
  expect(repairTypography('-j LOG --log-prefix “OOXX”')).toBe('-j LOG --log-prefix "OOXX"');
  expect(repairTypography('-m iprange --src-range 10.0.0.1–10.0.0.9')).toBe('-m iprange --src-range 10.0.0.1-10.0.0.9');
  expect(repairTypography('\uFEFF*filter\n-A\u00A0INPUT ！ -s 10.0.0.1 --dports 80，443')).toBe(
    '*filter\n-A INPUT ! -s 10.0.0.1 --dports 80,443',
  );
});

test('comments and quoted texts are left as they are', () => {
  const text = '# 网关 – “home”\n-A INPUT -m comment --comment "内网，放行 – ok" -j ACCEPT\n';
  expect(findTypography(text)).toEqual([]);
  expect(repairTypography(text)).toBe(text);
});

test('each has its place', () => {
  expect(findTypography('*filter\n# x\n-A INPUT –j DROP\n')).toEqual([
    { from: 21, to: 22, line: 3, kind: 'dash', text: '–', replacement: '-' },
  ]);
});

test('however long the line and however many of them, all are repaired', () => {
  const text = '"–" –p '.repeat(5000);
  expect(repairTypography(text)).toBe('"–" -p '.repeat(5000));
  expect(findTypography(text)).toHaveLength(1000);
});
