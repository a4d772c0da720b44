import type { Clock } from './clock.ts';
import { HZ } from './clock.ts';

/** What the host remembers of a correspondent to limit its errors (struct inet_peer). Times and tokens in jiffies. */
interface Peer {
  tokens: number;
  last: number;
  redirects: number;
}

const BURST_FACTOR = 6;
const REDIRECT_LOAD = HZ / 50;
const REDIRECT_SILENCE = (HZ / 50) << 10;
const REDIRECT_LIMIT = 9;

export class Peers {
  private readonly clock: Clock;
  private readonly peers = new Map<number, Peer>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  private peer(address: number): Peer {
    const known = this.peers.get(address) ?? { tokens: 0, last: this.clock.jiffies() - 60 * HZ, redirects: 0 };
    this.peers.set(address, known);
    return known;
  }

  /** inet_peer_xrlim_allow: one token costs `interval` jiffies, six can be saved up. */
  allowsError(address: number, interval: number): boolean {
    return this.spend(this.peer(address), interval, BURST_FACTOR * interval);
  }

  private spend(peer: Peer, cost: number, burst: number): boolean {
    const now = this.clock.jiffies();
    peer.tokens = Math.min(peer.tokens + now - peer.last, burst);
    peer.last = now;
    if (peer.tokens < cost) return false;
    peer.tokens -= cost;
    return true;
  }

  /** ip_error: one answer about a missing route costs `cost` jiffies, `burst` can be saved up. */
  allowsRouteError(address: number, cost: number, burst: number): boolean {
    return this.spend(this.peer(address), cost, burst);
  }

  /** ip_rt_send_redirect: ever rarer, none after nine, and anew after twenty seconds of silence. */
  allowsRedirect(address: number): boolean {
    const peer = this.peer(address);
    const now = this.clock.jiffies();
    if (now > peer.last + REDIRECT_SILENCE) Object.assign(peer, { tokens: 0, redirects: 0 });
    if (peer.redirects >= REDIRECT_LIMIT) {
      peer.last = now;
      return false;
    }
    if (peer.redirects > 0 && now <= peer.last + (REDIRECT_LOAD << peer.redirects)) return false;
    peer.last = now;
    peer.redirects += 1;
    return true;
  }
}
