import {
  fragmentPiece,
  ICMP,
  ipDestination,
  ipDontFragment,
  ipHeaderLength,
  ipId,
  ipProtocol,
  ipSource,
  ipTos,
  joinPieces,
  setIpTos,
} from '../net/index.ts';
import type { FragmentPiece } from '../net/index.ts';
import type { Hook } from '../model/index.ts';
import type { Kernel } from './kernel.ts';
import { routeInput } from './route-packet.ts';
import type { Skb } from './skb.ts';

/** Pieces of one datagram (struct ipq). */
interface Queue {
  readonly pieces: (FragmentPiece & { readonly skb: Skb })[];
  /** Payload length as known so far. */
  length: number;
  lastSeen: boolean;
  meat: number;
  count: number;
  maxSize: number;
  maxDfSize: number;
  /** Which of the four ECN codepoints were seen, a bit each. */
  ecn: number;
  readonly cancel: () => void;
}

/** ip_frag_ecn_table: the codepoint of the whole by those seen (bits: Not-ECT, ECT(1), ECT(0), CE); null is not allowed. */
function joinedEcn(seen: number): number | null {
  const [notEct, ce] = [(seen & 1) !== 0, (seen & 8) !== 0];
  if (notEct && (seen & 14) !== 0) return null;
  return ce && (seen & 6) !== 0 ? 3 : 0;
}

/** Reassembly (ip_fragment.c): queues by user, addresses, id and protocol; each lives `net.ipv4.ipfrag_time` seconds. */
export class Reassembly {
  private readonly kernel: Kernel;
  private readonly queues = new Map<string, Queue>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** ip_defrag: null while pieces are missing; else the packet of the last piece, made whole. */
  gather(skb: Skb, user: string, device: string, hook: Hook | null): Skb | null {
    const { bytes } = skb;
    const key = `${user} ${ipSource(bytes)} ${ipDestination(bytes)} ${ipId(bytes)} ${ipProtocol(bytes)}`;
    const queue = this.queues.get(key) ?? this.open(key, user, device);
    const piece = fragmentPiece(bytes);
    if (piece === null || !fits(queue, piece)) {
      this.close(key, queue);
      this.kernel.drop(skb, 'header-error', 'fragments that cannot belong together', hook);
      return null;
    }
    if (!insert(queue, { ...piece, skb })) return this.overlap(key, queue, piece, skb);
    note(queue, skb, piece);
    if (!queue.lastSeen || queue.meat !== queue.length || queue.pieces[0]?.start !== 0) {
      this.kernel.drop(skb, 'fragment-queued', 'waits for the other fragments', hook);
      return null;
    }
    this.close(key, queue);
    return this.join(queue, skb, hook);
  }

  private overlap(key: string, queue: Queue, piece: FragmentPiece, skb: Skb): null {
    const duplicate =
      queue.pieces.some((other) => piece.start >= other.start && piece.end <= other.end) || isCovered(queue, piece);
    if (!duplicate) this.close(key, queue);
    this.kernel.drop(skb, 'header-error', duplicate ? 'a fragment that came before' : 'overlapping fragments');
    return null;
  }

  private open(key: string, user: string, device: string): Queue {
    const ms = this.kernel.sysctls.number('net.ipv4.ipfrag_time') * 1000;
    const cancel = this.kernel.clock.after(ms, () => this.expire(key, user, device));
    const queue: Queue = {
      pieces: [],
      length: 0,
      lastSeen: false,
      meat: 0,
      count: 0,
      maxSize: 0,
      maxDfSize: 0,
      ecn: 0,
      cancel,
    };
    this.queues.set(key, queue);
    return queue;
  }

  private close(key: string, queue: Queue): void {
    queue.cancel();
    this.queues.delete(key);
  }

  /** ip_expire: the sender of the first fragment is told, unless the pieces were only passing through. */
  private expire(key: string, user: string, device: string): void {
    const queue = this.queues.get(key);
    this.queues.delete(key);
    const first = queue?.pieces[0];
    if (first === undefined || first.start !== 0) return;
    const { skb } = first;
    skb.destination = routeInput(this.kernel, skb, device);
    if (skb.destination === null || (user !== 'local' && skb.destination.type !== 'LOCAL')) return;
    this.kernel.sendIcmpError(skb, ICMP.TIME_EXCEEDED, 1, 0);
  }

  /** ip_frag_reasm: the last packet takes on what the first fragment was, and the whole payload. */
  private join(queue: Queue, skb: Skb, hook: Hook | null): Skb | null {
    const df = queue.maxDfSize === queue.maxSize;
    const whole = joinPieces(queue.pieces, df);
    const ecn = joinedEcn(queue.ecn);
    const head = queue.pieces[0]?.skb;
    if (whole === null || ecn === null || head === undefined) {
      this.kernel.drop(skb, 'header-error', 'fragments that cannot be put together', hook);
      return null;
    }
    if (ecn !== 0) setIpTos(whole, ipTos(whole) | ecn);
    const { mark, priority, traced, linkHeader, linkType, conntrack, socket, destination } = head;
    Object.assign(skb, { mark, priority, traced, linkHeader, linkType, conntrack, socket, destination });
    skb.bytes = whole;
    skb.fragMaxSize = Math.max(queue.maxDfSize, queue.maxSize);
    skb.fragDf = df;
    skb.pieceSizes = queue.pieces.map((piece) => piece.end - piece.start);
    if (this.kernel.recording)
      this.kernel.emit({ packet: skb.id, kind: 'reassembled', hook, fragments: queue.count, bytes: whole.slice() });
    return skb;
  }
}

/** The length checks of ip_frag_queue; also keeps what is known of the length. */
function fits(queue: Queue, piece: FragmentPiece): boolean {
  if (piece.last) {
    if (piece.end < queue.length || (queue.lastSeen && piece.end !== queue.length)) return false;
    queue.lastSeen = true;
    queue.length = piece.end;
    return true;
  }
  if (piece.end > queue.length) {
    if (queue.lastSeen) return false;
    queue.length = piece.end;
  }
  return true;
}

/** False if it overlaps another piece (inet_frag_queue_insert). */
function insert(queue: Queue, piece: Queue['pieces'][number]): boolean {
  const at = queue.pieces.findIndex((other) => other.start >= piece.start);
  const index = at < 0 ? queue.pieces.length : at;
  const [before, after] = [queue.pieces[index - 1], queue.pieces[index]];
  if ((before !== undefined && before.end > piece.start) || (after !== undefined && after.start < piece.end))
    return false;
  queue.pieces.splice(index, 0, piece);
  return true;
}

/** Inside one gapless run of pieces. */
function isCovered(queue: Queue, piece: FragmentPiece): boolean {
  let runEnd = -1;
  let runStart = -1;
  for (const other of queue.pieces) {
    if (other.start !== runEnd) runStart = other.start;
    runEnd = other.end;
    if (piece.start >= runStart && piece.end <= runEnd) return true;
  }
  return false;
}

function note(queue: Queue, skb: Skb, piece: FragmentPiece): void {
  const size = piece.end - piece.start + ipHeaderLength(skb.bytes);
  queue.meat += piece.end - piece.start;
  queue.count += 1;
  queue.maxSize = Math.max(queue.maxSize, size);
  if (ipDontFragment(skb.bytes)) queue.maxDfSize = Math.max(queue.maxDfSize, size);
  queue.ecn |= 1 << (ipTos(skb.bytes) & 3);
}
