import { describe, expect, it } from 'vitest';
import { Clock } from './clock.ts';
import { createRandom } from './random.ts';
import { Sysctls } from './sysctl.ts';

describe('PCG32', () => {
  it('draws the same numbers from the same seed, spread evenly', () => {
    const [a, b, c] = [createRandom(1), createRandom(1), createRandom(2)];
    const draws = Array.from({ length: 4000 }, () => a());
    expect(draws.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => b()));
    expect(c()).not.toBe(draws[0]);
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length / 2 ** 32;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(new Set(draws).size).toBe(4000);
  });
});

describe('the clock', () => {
  it('stops at deadlines in their order, at their own instants', () => {
    const clock = new Clock(0);
    const seen: string[] = [];
    clock.after(300, () => seen.push(`b ${clock.now()}`));
    const cancel = clock.after(200, () => seen.push('never'));
    clock.after(100, () => {
      seen.push(`a ${clock.now()}`);
      clock.after(50, () => seen.push(`nested ${clock.now()}`));
    });
    cancel();
    clock.advance(1000);
    expect([seen, clock.now()]).toEqual([['a 100', 'nested 150', 'b 300'], 1000]);
  });
});

describe('sysctls', () => {
  it('join devices with all, and forwarding writes through', () => {
    const sysctls = new Sysctls(() => ['lo', 'eth0', 'eth0.1']);
    expect([sysctls.conf('eth0', 'rp_filter'), sysctls.conf('eth0', 'forwarding')]).toEqual([0, 1]);
    sysctls.set('net.ipv4.conf.all.rp_filter', '2');
    sysctls.set('net/ipv4/conf/eth0.1/rp_filter', '1');
    sysctls.set('net.ipv4.ip_forward', '0');
    expect([
      sysctls.conf('eth0.1', 'rp_filter'),
      sysctls.get('net.ipv4.conf.eth0/1.rp_filter'),
      sysctls.conf('eth0', 'forwarding'),
    ]).toEqual([2, '1', 0]);
    expect(sysctls.set('net.ipv4.nope', '1')).toEqual({
      ok: false,
      error: 'sysctl: cannot stat /proc/sys/net/ipv4/nope: No such file or directory',
    });
  });
});
