import type { TargetServices } from '../model/index.ts';
import { TCP_PROTOCOL } from '../net/index.ts';
import { formatPolicyRule, formatRoute } from '../routing/index.ts';
import type { Kernel } from './kernel.ts';
import { mtuOf } from './route-packet.ts';

/** The machine as extensions see it. */
export function createServices(kernel: Kernel): TargetServices {
  const { routing, clock, sysctls } = kernel;
  return {
    now: () => clock.now(),
    jiffies: () => clock.jiffies(),
    random: () => kernel.random(),
    interface: (name) => routing.device(name),
    interfaces: () => routing.devices(),
    sysctl: (key) => sysctls.number(key),
    sockets: () => kernel.sockets,
    isConnected: (tuple) => kernel.isConnected(tuple),
    entryOf: (tuple) => kernel.conntrack?.find(tuple, 0)?.entry ?? null,
    sets: () => kernel.sets,
    addressType: (address, device) => routing.addressType(address, device),
    selectAddress: (device, nextHop) => routing.selectAddress(device, nextHop),
    route(query) {
      const outDevice = query.outDevice ?? '';
      const flow = {
        destination: query.destination,
        source: query.source,
        tos: query.tos,
        mark: query.mark,
        inDevice: query.inDevice === '' ? 'lo' : query.inDevice,
        outDevice,
        protocol: query.protocol ?? 0,
        sourcePort: query.sourcePort ?? 0,
        destinationPort: query.destinationPort ?? 0,
        uid: query.uid ?? 0,
        scope: 0,
      };
      const found = routing.lookup(flow);
      if (found.kind === 'error') return null;
      const { route, hop, rule } = found;
      const device = hop?.device ?? '';
      const learnt = routing.learnt(found, query.destination);
      const gateway = learnt?.gateway ?? hop?.gateway ?? null;
      return {
        type:
          route.type === 'unicast'
            ? 'UNICAST'
            : route.type === 'local'
              ? 'LOCAL'
              : route.type === 'broadcast'
                ? 'BROADCAST'
                : 'UNICAST',
        device,
        nextHop: gateway ?? query.destination,
        gateway,
        preferredSource:
          route.preferredSource ?? routing.selectAddress(device, gateway ?? query.destination, route.scope),
        mtu: mtuOf(kernel, device, { route, ...(learnt !== null && { learnt }) }),
        table: route.table,
        realm: route.realm,
        text: formatRoute(route),
        ruleText: formatPolicyRule(rule),
      };
    },
    bindNat: (packet, hook, range) => kernel.nat.bind(packet, hook, range),
    originate(bytes, cause, options) {
      kernel.originate(bytes, cause, options);
    },
    log: (level, text, packet) => kernel.printk(level, text, packet, false),
    sendIcmpError: (cause, _hook, type, code, info) => kernel.sendIcmpError(cause, type, code, info),
    closeConnection(entry) {
      if (!entry.status.confirmed || entry.original.protocol !== TCP_PROTOCOL || entry.protocolState.name === 'CLOSE')
        return;
      const timeout = kernel.sysctls.number('net.netfilter.nf_conntrack_tcp_timeout_close') * 1000;
      kernel.conntrack.change(entry, { state: 'CLOSE', timeout });
    },
    attachTemplate: (packet, template) => kernel.conntrack.attachTemplate(packet, template),
    shared: (kind, name, create) => kernel.sharedStates.open(kind, name, create),
  };
}
