/** net.ipv4.tcp_rmem: what a listener's connections begin with. */
const RECEIVE_BUFFER = 131072;
/** TCP_DEFAULT_SCALING_RATIO and its unit: the part of a buffer that is taken to hold data. */
const DEFAULT_RATIO = 128;
const RATIO_UNIT = 256;
/** Of the largest buffer, 32 MiB since Linux 6.17. */
const LARGEST_BUFFER = 33554432;
/** TCP_MSS_DEFAULT, TCP_MIN_MSS. */
const DEFAULT_MSS = 536;
const LEAST_MSS = 88;
const MAX_QUICK_ACKS = 16;
/** Data shorter than this does not widen the window. */
const GROWING_LENGTH = 128;
const MAX_UNSCALED = 65535;

/** Where a frame lies that was copied from its sender: headroom, Ethernet header, struct skb_shared_info, struct sk_buff; sizes of the allocator. */
const FRAME_OVERHEAD = 64 + 14;
const SHARED_INFO = 320;
const SK_BUFF = 256;
const CACHE_LINE = 64;
const SMALL_HEAD = 576;

/** skb->truesize of a received datagram, and how much more data fits behind it (skb_tailroom). */
export function memoryOf(datagramLength: number): { readonly memory: number; readonly room: number } {
  const head = Math.ceil((FRAME_OVERHEAD + datagramLength) / CACHE_LINE) * CACHE_LINE + SHARED_INFO;
  const size = head <= SMALL_HEAD ? SMALL_HEAD : 2 ** Math.ceil(Math.log2(head));
  return { memory: size + SK_BUFF, room: size - SHARED_INFO - FRAME_OVERHEAD - datagramLength };
}

/** One segment of data, as far as the window cares: bytes of payload and of memory. */
export interface Load {
  readonly length: number;
  readonly memory: number;
  readonly room: number;
  /** Bytes of the TCP header. */
  readonly header: number;
  /** FIN, URG, SYN or PSH is set (TCP_REMNANT). */
  readonly remnant: boolean;
}

const alignUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
const alignDown = (value: number, unit: number): number => Math.floor(value / unit) * unit;

/** How much a connection whose process does not read lets its peer send, and how eagerly it acknowledges. */
export class ReceiveWindow {
  /** Bytes announced when `announcedAt` was expected (rcv_wnd, rcv_wup). */
  private size: number;
  private announcedAt: number;
  private clamp: number;
  /** rcv_ssthresh. */
  private limit: number;
  private ratio = DEFAULT_RATIO;
  /** Memory of what nobody has read (sk_rmem_alloc). */
  private used = 0;
  /** Bytes that fit behind the last of it. */
  private room = 0;
  /** Size of the peer's full segments (rcv_mss), and the last other one that might be. */
  private fullSize = DEFAULT_MSS;
  private lastSize = 0;
  /** Acknowledgements that are not delayed. */
  private quick = 0;
  private hasData = false;
  private readonly mss: number;
  private readonly shift: number;

  /** `most` is the route's metric `window`, 0 for none. */
  constructor(initial: number, expected: number, mss: number, shift: number, most: number) {
    this.size = initial;
    this.announcedAt = expected;
    this.mss = mss;
    this.shift = shift;
    // tcp_init_buffer_space: one segment is kept back.
    const whole = this.spaceIn(RECEIVE_BUFFER);
    this.clamp = Math.min(whole, most || whole, MAX_UNSCALED * 2 ** shift);
    if (this.clamp > 2 * mss && this.clamp + mss > whole) this.clamp = Math.max(2 * mss, whole - mss);
    this.limit = Math.min(initial, this.clamp);
  }

  /** Bytes that the peer may still send when `expected` is the next one (tcp_receive_window). */
  left(expected: number): number {
    return Math.max(0, this.size - this.advanced(expected));
  }

  /** What was expected when the window was last announced. */
  get announced(): number {
    return this.announcedAt;
  }

  /** tcp_select_window: the field of the header. */
  announce(expected: number, isScheduled: boolean): number {
    const current = this.left(expected);
    const next = this.choose();
    this.size = next < current ? alignUp(current, 2 ** this.shift) : next;
    this.announcedAt = expected;
    if (isScheduled && this.quick > 0) this.quick--;
    return Math.floor(Math.min(this.size, MAX_UNSCALED * 2 ** this.shift) / 2 ** this.shift);
  }

  /** Data without a gap is copied behind what is there, if it has room (tcp_try_coalesce); a piece of those ahead has its memory already. */
  store({ length, memory, room }: Pick<Load, 'length' | 'memory' | 'room'>, follows: boolean, owned = 0): void {
    const fits = follows && length <= this.room;
    this.used += (fits ? 0 : memory) - owned;
    this.room = fits ? this.room - length : room;
  }

  /** tcp_event_data_recv; `follows`: nothing of it was there before. */
  receive(load: Load, follows: boolean): void {
    this.store(load, follows);
    this.measure(load);
    if (!this.hasData) this.hurry();
    this.hasData = true;
    if (load.length >= GROWING_LENGTH) this.grow(load);
  }

  /** Memory taken, or given back where negative. */
  take(memory: number): void {
    this.used += memory;
  }

  /** tcp_measure_rcv_mss, for data out of order too. */
  noteAhead(load: Load): void {
    this.measure(load);
  }

  /** tcp_data_queue_ofo: only who knows of the gap by SACK is told of more room. */
  growAhead(load: Load): void {
    this.grow(load);
  }

  /** tcp_enter_quickack_mode. */
  hurry(): void {
    this.quick = Math.max(this.quick, Math.min(Math.floor(this.size / (2 * this.fullSize)) || 2, MAX_QUICK_ACKS));
  }

  /** __tcp_ack_snd_check; `interactive` takes away the eagerness (pingpong). */
  isDue(expected: number, interactive: boolean): boolean {
    if (this.advanced(expected) > this.fullSize && this.choose() >= this.size) return true;
    return this.quick > 0 && !interactive;
  }

  private advanced(expected: number): number {
    return (expected - this.announcedAt) >>> 0;
  }

  /** tcp_win_from_space. */
  private spaceIn(memory: number): number {
    return Math.floor((memory * this.ratio) / RATIO_UNIT);
  }

  /** tcp_measure_rcv_mss. */
  private measure({ length, memory, header, remnant }: Load): void {
    const last = this.lastSize;
    this.lastSize = 0;
    if (length >= this.fullSize) {
      if (length !== this.fullSize) this.scale(Math.floor((length * RATIO_UNIT) / memory) & 255 || 1);
      this.fullSize = Math.min(length, this.mss);
      return;
    }
    const whole = length + header;
    if (whole < DEFAULT_MSS + 20 && (whole < LEAST_MSS + 20 || remnant)) return;
    this.lastSize = length;
    if (length === last) this.fullSize = length;
  }

  /** A new ratio of data to memory (tcp_set_window_clamp). */
  private scale(ratio: number): void {
    if (ratio === this.ratio) return;
    this.ratio = ratio;
    const before = this.clamp;
    this.clamp = this.spaceIn(RECEIVE_BUFFER);
    if (this.clamp < before) this.limit = Math.min(this.limit, this.clamp);
    else if (this.clamp > before) this.limit = Math.max(Math.min(this.size, this.clamp), this.limit);
  }

  /** tcp_grow_window. */
  private grow({ length, memory }: Load): void {
    const room = Math.min(this.clamp, this.spaceIn(RECEIVE_BUFFER - this.used)) - this.limit;
    if (room <= 0) return;
    const step = this.spaceIn(memory) <= length ? 2 * this.mss : this.stepFor(length, memory);
    if (step === 0) return;
    this.limit += Math.min(room, Math.max(step, 2 * length));
    this.quick |= 1;
  }

  /** __tcp_grow_window. */
  private stepFor(length: number, memory: number): number {
    let [held, window] = [this.spaceIn(memory) >> 1, this.spaceIn(LARGEST_BUFFER) >> 1];
    for (; this.limit <= window; held >>= 1, window >>= 1) if (held <= length) return 2 * this.fullSize;
    return 0;
  }

  /** __tcp_select_window. */
  private choose(): number {
    const unit = 2 ** this.shift;
    const allowed = this.spaceIn(RECEIVE_BUFFER);
    const full = Math.min(this.clamp, allowed);
    const segment = Math.min(this.fullSize, full);
    let free = this.spaceIn(Math.max(0, RECEIVE_BUFFER - this.used));
    if (free < full >> 1) {
      this.quick = 0;
      free = alignDown(free, unit);
      if (free < allowed >> 4 || free < segment) return 0;
    }
    free = Math.min(free, this.limit);
    if (this.shift !== 0) return alignUp(free, unit);
    if (this.size <= free - segment || this.size > free) return alignDown(free, segment);
    return segment === full && free > this.size + (full >> 1) ? free : this.size;
  }
}
