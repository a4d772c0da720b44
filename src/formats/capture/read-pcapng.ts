import { BLOCKS, BYTE_ORDER_MAGIC, INBOUND, OPTIONS, OUTBOUND } from './pcapng-blocks.ts';
import type { CapturedInterface } from './capture.ts';
import type { RawCapture, RawFrame } from './raw-frame.ts';

interface Interface extends CapturedInterface {
  /** Ticks of a time stamp in a second. */
  readonly perSecond: number;
  /** Seconds to be added to every time stamp. */
  readonly offset: number;
  readonly snapLength: number;
}

const NAMELESS: Interface = { name: '', linkType: 1, perSecond: 1e6, offset: 0, snapLength: 0 };

export const isPcapng = (view: DataView): boolean => view.byteLength >= 28 && view.getUint32(0) === BLOCKS.section;

/** The newer capture format, with its sections and interfaces (draft-ietf-opsawg-pcapng). Unknown blocks are passed over. */
export function readPcapng(bytes: Uint8Array): RawCapture {
  return new Reader(bytes).read();
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #little = true;
  /** Interfaces are counted anew in every section. */
  #firstOfSection = 0;
  readonly #interfaces: Interface[] = [];
  readonly #frames: RawFrame[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): RawCapture {
    let at = 0;
    while (at + 12 <= this.#bytes.length) {
      if (this.#view.getUint32(at) === BLOCKS.section) this.#openSection(at);
      const length = this.#u32(at + 4);
      if (length < 12 || at + length > this.#bytes.length) break;
      this.#readBlock(this.#u32(at), at + 8, at + length - 4);
      at += length + (-length & 3);
    }
    return {
      format: 'pcapng',
      interfaces: this.#interfaces.map(({ name, linkType }) => ({ name, linkType })),
      frames: this.#frames,
      isTruncated: at < this.#bytes.length,
    };
  }

  #u16 = (at: number): number => this.#view.getUint16(at, this.#little);
  #u32 = (at: number): number => this.#view.getUint32(at, this.#little);

  #openSection(at: number): void {
    this.#little = this.#view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC;
    this.#firstOfSection = this.#interfaces.length;
  }

  #readBlock(type: number, from: number, to: number): void {
    if (type === BLOCKS.interface && to - from >= 8) this.#interfaces.push(this.#interfaceAt(from, to));
    else if (type === BLOCKS.enhancedPacket && to - from >= 20) this.#packet(from, to, this.#u32(from));
    else if (type === BLOCKS.oldPacket && to - from >= 20) this.#packet(from, to, this.#u16(from));
    else if (type === BLOCKS.simplePacket && to - from >= 4) this.#simplePacket(from, to);
  }

  #interfaceAt(from: number, to: number): Interface {
    const options = this.#options(from + 8, to);
    const resolution = options.get(OPTIONS.timeResolution)?.[0] ?? 6;
    const offset = options.get(OPTIONS.timeOffset);
    return {
      name: new TextDecoder().decode(options.get(OPTIONS.interfaceName) ?? new Uint8Array()),
      linkType: this.#u16(from),
      snapLength: this.#u32(from + 4),
      // The highest bit chooses powers of two instead of ten.
      perSecond: resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution,
      offset:
        offset?.length === 8 ? Number(new DataView(offset.buffer, offset.byteOffset).getBigInt64(0, this.#little)) : 0,
    };
  }

  #packet(from: number, to: number, number: number): void {
    const index = this.#firstOfSection + number;
    const { perSecond, offset } = this.#interfaces[index] ?? NAMELESS;
    const ticks = this.#u32(from + 4) * 2 ** 32 + this.#u32(from + 8);
    const start = from + 20;
    const end = Math.min(start + this.#u32(from + 12), to);
    const flags = this.#options(end + (-(end - start) & 3), to).get(OPTIONS.packetFlags);
    const direction =
      flags?.length === 4 ? new DataView(flags.buffer, flags.byteOffset).getUint32(0, this.#little) & 3 : 0;
    this.#frames.push({
      // Whole seconds apart: the product would not fit a number exactly.
      time: (offset + Math.floor(ticks / perSecond)) * 1000 + ((ticks % perSecond) * 1000) / perSecond,
      interface: index,
      direction: direction === INBOUND ? 'in' : direction === OUTBOUND ? 'out' : null,
      bytes: this.#bytes.subarray(start, end),
    });
  }

  /** It has neither time nor interface: it is the first interface's, and comes with the packet before it. */
  #simplePacket(from: number, to: number): void {
    const { snapLength } = this.#interfaces[this.#firstOfSection] ?? NAMELESS;
    const length = this.#u32(from);
    const kept = snapLength === 0 ? length : Math.min(length, snapLength);
    this.#frames.push({
      time: this.#frames.at(-1)?.time ?? 0,
      interface: this.#firstOfSection,
      direction: null,
      bytes: this.#bytes.subarray(from + 4, Math.min(from + 4 + kept, to)),
    });
  }

  #options(from: number, to: number): ReadonlyMap<number, Uint8Array> {
    const options = new Map<number, Uint8Array>();
    let at = from;
    while (at + 4 <= to) {
      const code = this.#u16(at);
      const length = this.#u16(at + 2);
      if (code === OPTIONS.end || at + 4 + length > to) break;
      options.set(code, this.#bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length + (-length & 3);
    }
    return options;
  }
}
