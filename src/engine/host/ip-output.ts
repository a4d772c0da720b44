import {
  concatBytes,
  fillIpChecksum,
  ICMP,
  IPV4_MORE_FRAGMENTS,
  ipDontFragment,
  ipHeaderLength,
  ipIsFragment,
  ipTtl,
  dropUncopiedOptions,
  splitDatagram,
  write16,
} from '../net/index.ts';
import type { Kernel } from './kernel.ts';
import type { Skb } from './skb.ts';

/** ip_local_out: OUTPUT, then the way out. */
export function localOut(kernel: Kernel, skb: Skb): void {
  const device = skb.destination?.device ?? '';
  if (kernel.runHook('OUTPUT', skb, { inDevice: '', outDevice: device }) === 'accept') output(kernel, skb);
}

/** ip_output, for broadcasts and joined groups ip_mc_output: a copy comes back in before the packet leaves. */
export function output(kernel: Kernel, skb: Skb): void {
  const { destination } = skb;
  if (destination === null) return;
  const isGroup = destination.type === 'BROADCAST' || destination.type === 'MULTICAST';
  if (isGroup && destination.input === 'deliver' && destination.device !== 'lo' && skb.inDevice === '') {
    sendBack(kernel, skb);
    if (destination.type === 'MULTICAST' && ipTtl(skb.bytes) === 0) return;
  }
  const devices = { inDevice: skb.inDevice, outDevice: destination.device };
  if (kernel.runHook('POSTROUTING', skb, devices) === 'accept') finishOutput(kernel, skb);
}

function sendBack(kernel: Kernel, skb: Skb): void {
  const device = skb.destination?.device ?? '';
  const copy = kernel.newSkb(skb.bytes.slice(), skb.id);
  const { mark, priority, traced, conntrack, destination } = skb;
  Object.assign(copy, { mark, priority, traced, conntrack, destination, linkType: 'loopback' });
  if (kernel.runHook('POSTROUTING', copy, { inDevice: '', outDevice: device }) === 'accept')
    kernel.loopBack(copy, device);
}

/** ip_finish_output. */
function finishOutput(kernel: Kernel, skb: Skb): void {
  const mtu = skb.destination?.mtu ?? 1500;
  if (skb.bytes.length <= mtu && skb.fragMaxSize === 0) return transmit(kernel, skb, skb.bytes);
  if (ipDontFragment(skb.bytes) && (!skb.ignoreDf || skb.fragMaxSize > mtu)) {
    kernel.sendIcmpError(skb, ICMP.UNREACHABLE, 4, mtu);
    return kernel.drop(skb, 'fragmentation-needed', 'larger than the MTU and DF is set');
  }
  const parts = fragmentsOf(skb, mtu);
  if (parts.length > 1 && kernel.recording) {
    kernel.emit({
      packet: skb.id,
      kind: 'fragmented',
      device: skb.destination?.device ?? '',
      sizes: parts.map((part) => part.length),
    });
  }
  for (const part of parts) transmit(kernel, skb, part);
}

/** ip_do_fragment: as the pieces came where they still fit (the frag list; DF is lost on that way), else by the smaller of the MTU and their largest. */
function fragmentsOf(skb: Skb, mtu: number): readonly Uint8Array[] {
  const limit = skb.fragMaxSize > 0 ? Math.min(mtu, skb.fragMaxSize) : mtu;
  return piecesAsTheyCame(skb, limit) ?? splitDatagram(skb.bytes, limit, skb.fragDf && ipDontFragment(skb.bytes));
}

function piecesAsTheyCame(skb: Skb, limit: number): readonly Uint8Array[] | null {
  const sizes = skb.pieceSizes;
  const headerLength = ipHeaderLength(skb.bytes);
  if (sizes === null || ipIsFragment(skb.bytes)) return null;
  const fits = sizes.every(
    (size, index) => size + headerLength <= limit && (index === sizes.length - 1 || size % 8 === 0),
  );
  if (!fits || sizes.reduce((sum, size) => sum + size, headerLength) !== skb.bytes.length) return null;
  let at = 0;
  return sizes.map((size, index) => {
    const part = concatBytes(
      skb.bytes.subarray(0, headerLength),
      skb.bytes.subarray(headerLength + at, headerLength + at + size),
    );
    // A raw socket's options were never read (IPCB(skb)->opt).
    if (index > 0 && skb.inDevice !== '') dropUncopiedOptions(part.subarray(0, headerLength));
    write16(part, 2, part.length);
    write16(part, 6, (index < sizes.length - 1 ? IPV4_MORE_FRAGMENTS : 0) | (at / 8));
    fillIpChecksum(part);
    at += size;
    return part;
  });
}

function transmit(kernel: Kernel, skb: Skb, bytes: Uint8Array): void {
  const device = skb.destination?.device ?? '';
  if (device === 'lo') {
    const piece = bytes === skb.bytes ? skb : pieceOf(kernel, skb, bytes);
    return kernel.loopBack(piece, device);
  }
  kernel.transmit(skb, device, bytes);
}

function pieceOf(kernel: Kernel, skb: Skb, bytes: Uint8Array): Skb {
  const piece = kernel.newSkb(bytes, skb.id);
  const { mark, priority, traced, conntrack, destination } = skb;
  return Object.assign(piece, { mark, priority, traced, conntrack, destination });
}
