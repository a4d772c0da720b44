import type { NextHop } from './route.ts';

/** What was learnt of the way to one destination behind a next hop (struct fib_nh_exception). Instants in ms. */
export interface RouteException {
  /** The better gateway that a redirect named. */
  readonly gateway: number | null;
  readonly mtu: number | null;
  /** The MTU told was too small to be believed: larger packets are fragmented (rt_mtu_locked). */
  readonly mtuLocked: boolean;
  readonly expires: number;
}

interface Noted {
  exception: RouteException;
  /** A route was made from it: `ip route show cache` lists it. */
  used: boolean;
}

/** Exceptions of one network namespace, by next hop and destination. */
export class RouteExceptions {
  private readonly byHop = new Map<NextHop, Map<number, Noted>>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** find_exception: what is over is forgotten. */
  find(hop: NextHop | null, destination: number): RouteException | null {
    if (hop === null || this.byHop.size === 0) return null;
    const noted = this.byHop.get(hop)?.get(destination);
    if (noted === undefined) return null;
    if (this.now() > noted.exception.expires) {
      this.byHop.get(hop)?.delete(destination);
      return null;
    }
    noted.used = true;
    return noted.exception;
  }

  /** update_or_create_fnhe: an MTU leaves a gateway learnt before as it is, and the other way round. */
  learn(hop: NextHop, destination: number, told: Partial<RouteException> & { readonly expires: number }): void {
    const known = this.byHop.get(hop) ?? new Map<number, Noted>();
    this.byHop.set(hop, known);
    const before = known.get(destination);
    const blank: RouteException = { gateway: null, mtu: null, mtuLocked: false, expires: 0 };
    known.set(destination, { exception: { ...(before?.exception ?? blank), ...told }, used: before?.used ?? false });
  }

  /** Those that a route was made from and that still hold. */
  list(): readonly { readonly hop: NextHop; readonly destination: number; readonly exception: RouteException }[] {
    return [...this.byHop].flatMap(([hop, known]) =>
      [...known].flatMap(([destination, { exception, used }]) =>
        used && this.now() <= exception.expires ? [{ hop, destination, exception }] : [],
      ),
    );
  }

  /** `ip route flush cache` (fnhe_genid_bump). */
  flush(): void {
    this.byHop.clear();
  }
}
