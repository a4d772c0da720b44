import { ICMP } from '../net/index.ts';
import type { Kernel } from './kernel.ts';
import type { Skb } from './skb.ts';

/** ip_rt_send_redirect: tells the sender of the better gateway. */
export function sendRedirect(kernel: Kernel, skb: Skb, gateway: number, sender: number): void {
  if (kernel.sysctls.conf(skb.destination?.device ?? '', 'send_redirects') === 0) return;
  if (kernel.peers.allowsRedirect(sender)) kernel.sendIcmpError(skb, ICMP.REDIRECT, 1, gateway);
}
