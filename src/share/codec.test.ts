import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toBase64url } from './base64url.ts';
import { decodeFragment, encodeFragment } from './codec.ts';

const scenario = {
  chainwalk: 1,
  title: 'Büro 防火墙',
  host: { interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }] },
  ruleset: '*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n',
  timeline: [{ packet: { in: 'eth0', src: '198.51.100.7', dst: '203.0.113.1', proto: 'tcp', dport: 22 } }],
};

describe('share link', () => {
  it('carries a document and the playhead there and back', () => {
    const fragment = encodeFragment(scenario, { step: 3, position: 12 });
    expect(decodeFragment(`#${fragment}`)).toEqual({
      ok: true,
      value: { kind: 'scenario', document: scenario, playhead: { step: 3, position: 12 } },
    });
  });

  it('reads the golden link of format 1', () => {
    expect(decodeFragment(GOLDEN)).toEqual({
      ok: true,
      value: { kind: 'scenario', document: { chainwalk: 1, host: { interfaces: [] }, timeline: [] }, playhead: null },
    });
  });

  it('reads the golden links of a lesson and of a course', () => {
    expect(decodeFragment(GOLDEN_LESSON)).toEqual({
      ok: true,
      value: { kind: 'lesson', document: { chainwalkLesson: 1, kind: 'goal', title: { en: 'One' } }, playhead: null },
    });
    expect(decodeFragment(GOLDEN_COURSE)).toEqual({
      ok: true,
      value: { kind: 'course', document: { chainwalkCourse: 1, title: { zh: '课程' }, lessons: [] }, playhead: null },
    });
    expect(decodeFragment('l2.AAAA')).toEqual({ ok: false, error: 'newer-version' });
  });

  it('tells a truncated link from a whole one at every length', () => {
    const fragment = encodeFragment(scenario, null);
    for (let length = 4; length < fragment.length; length += 1)
      expect(decodeFragment(fragment.slice(0, length)).ok, `${length}`).toBe(false);
  });

  it('refuses what inflates beyond the cap without inflating it', () => {
    const bomb = toBase64url(deflateSync(new Uint8Array(32 * 1024 * 1024), { level: 1 }));
    expect(decodeFragment(`v1.${bomb}`)).toEqual({ ok: false, error: 'too-large' });
  });

  it('names what is wrong', () => {
    expect(decodeFragment('/gallery')).toEqual({ ok: false, error: 'not-a-link' });
    expect(decodeFragment('v2.AAAA')).toEqual({ ok: false, error: 'newer-version' });
    expect(decodeFragment('v1.A*A')).toEqual({ ok: false, error: 'damaged' });
    expect(decodeFragment(`v1.${toBase64url(deflateSync(new TextEncoder().encode('{"chain')))}`)).toEqual({
      ok: false,
      error: 'not-json',
    });
  });
});

const GOLDEN = '#v1.Qw8UmG9RfBcLDF8kPbG1AA';
const GOLDEN_LESSON = '#l1.QwoUH6DhIE8DgyYb2OwHGpOeD06b0IAC5lFQkPgD9dXWAgA';
const GOLDEN_COURSE = '#c1.QwoUZ2C9VwwUQwRNNahjYqX0Yv2-5yu6wd0VoP3gNn90bC0A';
