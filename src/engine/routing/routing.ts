import { isInside, isLimitedBroadcast, isMulticast, isZeronet } from '../net/index.ts';
import type { AddressType, Interface, InterfaceAddress, LinkSettings, Result } from '../model/index.ts';
import { err, ok } from '../model/index.ts';
import type { AddressDetails, Device } from './addresses.ts';
import { connectedRoutes, insertAddress, removeAddress, selectAddress } from './addresses.ts';
import type { InputDecision, InputQuery, OutputDecision, OutputQuery, RoutingView } from './decision.ts';
import { decideInput, decideOutput } from './decision.ts';
import { RouteExceptions } from './exceptions.ts';
import type { RouteException } from './exceptions.ts';
import type { FibResult, Flow } from './fib.ts';
import { DEFAULT_RULES, FibTable, fibLookup } from './fib.ts';
import type { RouteRequest } from './parse-route.ts';
import { checkPrefix, defaultsOf, parseRoute } from './parse-route.ts';
import { parsePolicyRule } from './parse-rule.ts';
import { isNamed, isNamedRule } from './named.ts';
import { listPolicyRules, listRoutes, tableOrder } from './print.ts';
import type { IpError, NextHop, PolicyRule, Route } from './route.ts';
import {
  DEFAULT_TABLE,
  LOCAL_TABLE,
  MAIN_TABLE,
  SCOPES,
  TABLE_NAMES,
  invalidArgument,
  invalidPrefix,
  isErrorType,
  kernelError,
  netlinkError,
  noDevice,
} from './route.ts';
import { numberOf, parseIpPrefix } from './words.ts';

const LOOPBACK_DEVICE = 'lo';
const NOTHING: Result<null, IpError> = ok(null);

/** The flow of a lookup from nowhere in particular. */
const BLANK: Flow = {
  destination: 0,
  source: 0,
  tos: 0,
  mark: 0,
  inDevice: LOOPBACK_DEVICE,
  outDevice: '',
  protocol: 0,
  sourcePort: 0,
  destinationPort: 0,
  uid: 0,
  scope: 0,
};

export interface NewDevice {
  readonly name: string;
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly addresses: readonly string[];
}

export interface RoutingOptions {
  readonly devices: readonly NewDevice[];
  /** Value of net.ipv4.conf.<device>.<key>, combined with `all` as the kernel does. */
  readonly conf: (device: string, key: string) => number;
  /** Instant in ms, for what is learnt of routes; it stands still if left out. */
  readonly now?: () => number;
  /** An address went, or with null the whole device went down. */
  readonly onAddressGone?: (device: string, address: number | null) => void;
}

/** What `ip link set` asks for. */
export interface LinkChange {
  readonly up?: boolean;
  readonly mtu?: number;
  readonly mac?: Uint8Array;
  readonly settings?: LinkSettings;
}

type RouteCommand = 'add' | 'append' | 'replace' | 'change' | 'prepend';

/** Devices, addresses, routes and policy rules of one network namespace, with iproute2's notation in and out. */
export class Routing {
  private readonly deviceList: Device[] = [];
  private readonly byName = new Map<string, Device>();
  private readonly tables = new Map<number, FibTable>();
  private policyRules: readonly PolicyRule[] = DEFAULT_RULES;
  private localAddresses = new Set<number>();
  private readonly view: RoutingView;
  private customLocal = false;
  private readonly conf: RoutingOptions['conf'];
  private readonly onAddressGone: (device: string, address: number | null) => void;
  /** What ICMP errors taught of single destinations. */
  readonly exceptions: RouteExceptions;
  private readonly isUp = (device: string): boolean => this.byName.get(device)?.up ?? false;

  constructor(options: RoutingOptions) {
    this.conf = options.conf;
    this.onAddressGone = options.onAddressGone ?? (() => undefined);
    this.exceptions = new RouteExceptions(options.now ?? (() => 0));
    this.view = this.makeView();
    this.addDevice({ name: LOOPBACK_DEVICE, mac: new Uint8Array(6), mtu: 65536, addresses: ['127.0.0.1/8'] });
    for (const device of options.devices) this.addDevice(device);
  }

  private makeView(): RoutingView {
    return {
      lookup: (flow) => this.lookup(flow),
      conf: this.conf,
      isLocalAddress: (address) => this.isLocalAddress(address),
      hasAddresses: (device) => (this.byName.get(device)?.addresses.length ?? 0) > 0,
      isOnLink: (device, address, gateway) => this.isOnLink(device, address, gateway),
      selectAddress: (device, nextHop, scope) => this.selectAddress(device, nextHop, scope),
      deviceOfAddress: (address) =>
        this.deviceList.find((device) => device.addresses.some((each) => each.address === address))?.name ?? null,
      isCustom: () => this.customLocal || this.policyRules !== DEFAULT_RULES,
      loopback: LOOPBACK_DEVICE,
    };
  }

  private addDevice({ name, mac, mtu, addresses }: NewDevice): void {
    const device: Device = {
      index: this.deviceList.length + 1,
      name,
      mac,
      mtu,
      up: true,
      loopback: name === LOOPBACK_DEVICE,
      addresses: [],
    };
    this.deviceList.push(device);
    this.byName.set(name, device);
    for (const address of addresses) this.addAddress(name, address);
  }

  device(name: string): Interface | null {
    return this.byName.get(name) ?? null;
  }

  devices(): readonly Interface[] {
    return this.deviceList;
  }

  /** `ip addr add TEXT dev NAME`; lo's address has scope host. */
  addAddress(
    name: string,
    text: string,
    details: AddressDetails & { readonly scope?: InterfaceAddress['scope'] } = {},
  ): Result<null, IpError> {
    const { scope, ...rest } = details;
    const prefix = parseIpPrefix(text);
    if (prefix === null) return err(invalidPrefix(text));
    const device = this.byName.get(name);
    if (device === undefined) return err(noDevice(name));
    const addresses = insertAddress(
      device.addresses,
      prefix,
      scope ?? (device.loopback && prefix.address >>> 24 === 127 ? 'host' : 'global'),
      rest,
    );
    if (addresses === null) return err(kernelError('ipv4: Address already assigned.'));
    this.changeDevice(device, () => (device.addresses = addresses));
    if (device.up) this.revive(name);
    return NOTHING;
  }

  /** `ip addr del TEXT dev NAME`: the secondary addresses of a primary one go with it. */
  deleteAddress(name: string, text: string): Result<null, IpError> {
    const prefix = parseIpPrefix(text);
    if (prefix === null) return err(invalidPrefix(text));
    const device = this.byName.get(name);
    if (device === undefined) return err(noDevice(name));
    const found = device.addresses.find(
      (each) => each.address === prefix.address && (!text.includes('/') || each.prefixLength === prefix.length),
    );
    if (found === undefined) return err(kernelError('ipv4: Address not found.'));
    const before = device.addresses;
    const promotes = this.conf(name, 'promote_secondaries') !== 0;
    this.changeDevice(device, () => (device.addresses = removeAddress(before, found, promotes)));
    for (const { address } of before) {
      if (device.addresses.some((each) => each.address === address)) continue;
      if (!this.isLocalAddress(address)) this.dropRoutes((route) => route.preferredSource === address);
      this.onAddressGone(name, address);
    }
    if (device.addresses.length === 0) this.disable(name, SCOPES.nowhere);
    return NOTHING;
  }

  /** `ip link set NAME up|down|mtu N`. A device that goes down loses the routes over it. */
  setLink(name: string, change: LinkChange): Result<null, IpError> {
    const device = this.byName.get(name);
    if (device === undefined) return err(noDevice(name));
    if (change.mac !== undefined) device.mac = change.mac;
    if (change.settings !== undefined) device.settings = { ...device.settings, ...change.settings };
    if (change.mtu !== undefined) device.mtu = change.mtu;
    const { up } = change;
    if (up !== undefined && up !== device.up) {
      this.changeDevice(device, () => (device.up = up));
      if (!up) {
        this.disable(name, SCOPES.link);
        this.onAddressGone(name, null);
      } else this.revive(name);
    }
    return NOTHING;
  }

  private changeDevice(device: Device, change: () => void): void {
    const before = connectedRoutes(device);
    change();
    const after = connectedRoutes(device);
    const same = (a: Route, b: Route): boolean => JSON.stringify(a) === JSON.stringify(b);
    for (const route of before) if (!after.some((other) => same(route, other))) this.removeEqual(route);
    for (const route of after)
      if (!before.some((other) => same(route, other))) this.table(route.table).insert(route, 'last');
    this.localAddresses = new Set(this.deviceList.flatMap((each) => each.addresses.map((address) => address.address)));
  }

  private removeEqual(route: Route): void {
    const table = this.table(route.table);
    const found = table.at(route.prefix).find((other) => JSON.stringify(other) === JSON.stringify(route));
    if (found !== undefined) table.remove(found);
  }

  /** fib_sync_down_dev: routes over the device go, unless another next hop still lives. `scope` is the nearest that goes. */
  private disable(name: string, scope: number): void {
    this.changeHops((route, hop) => (hop.device === name && route.scope <= scope ? { ...hop, dead: true } : hop));
    this.dropRoutes(({ nextHops }) => nextHops.length > 0 && nextHops.every((hop) => hop.dead === true));
  }

  /** fib_sync_up. */
  private revive(name: string): void {
    this.changeHops((_, hop) => (hop.device === name && hop.dead === true ? { ...hop, dead: false } : hop));
  }

  private changeHops(change: (route: Route, hop: NextHop) => NextHop): void {
    for (const table of this.tables.values()) {
      for (const route of table.all()) {
        const nextHops = route.nextHops.map((hop) => change(route, hop));
        if (nextHops.some((hop, at) => hop !== route.nextHops[at])) table.replace(route, { ...route, nextHops });
      }
    }
  }

  private dropRoutes(isDropped: (route: Route) => boolean): void {
    for (const table of this.tables.values()) {
      for (const route of table.all()) if (isDropped(route)) table.remove(route);
    }
  }

  private table(id: number): FibTable {
    const table = this.tables.get(id) ?? new FibTable();
    this.tables.set(id, table);
    return table;
  }

  /** `ip route add|append|replace|change TEXT`. */
  addRoute(text: string, command: RouteCommand = 'add'): Result<Route, IpError> {
    const request = parseRoute(text);
    if (!request.ok) return request;
    const built = this.buildRoute(request.value);
    return built.ok ? this.putRoute(built.value, command) : built;
  }

  private putRoute(route: Route, command: RouteCommand): Result<Route, IpError> {
    const table = this.table(route.table);
    const alike = table.at(route.prefix).filter((other) => other.tos === route.tos && other.metric === route.metric);
    const [first] = alike;
    if (command === 'add' && first !== undefined) return err(netlinkError('File exists'));
    if (command === 'append' && alike.some((other) => JSON.stringify(other) === JSON.stringify(route)))
      return err(netlinkError('File exists'));
    if (command === 'change' && first === undefined) return err(netlinkError('No such file or directory'));
    if ((command === 'replace' || command === 'change') && first !== undefined) table.replace(first, route);
    else table.insert(route, command === 'append' ? 'last' : 'first');
    if (route.type === 'local' && route.table === LOCAL_TABLE) this.customLocal = true;
    return ok(route);
  }

  private buildRoute(request: RouteRequest): Result<Route, IpError> {
    const prefix = request.prefix ?? { address: 0, length: 0 };
    const { table, scope, protocol, hops } = defaultsOf(request);
    const unknown = hops.find((hop) => hop.device !== '' && !this.byName.has(hop.device));
    if (unknown !== undefined) return err(noDevice(unknown.device));
    const invalid = checkPrefix(prefix);
    if (invalid !== null) return err(invalid);
    const nextHops: NextHop[] = [];
    for (const hop of hops) {
      const checked = this.checkHop(hop, scope);
      if (!checked.ok) return checked;
      nextHops.push(checked.value);
    }
    if (request.source !== null && !this.isLocalAddress(request.source))
      return err(kernelError('Invalid prefsrc address.'));
    return ok({
      type: request.type,
      prefix,
      table,
      tos: request.tos,
      metric: request.metric ?? 0,
      protocol,
      scope: isErrorType(request.type) ? SCOPES.global : scope,
      preferredSource: request.source,
      nextHops,
      mtu: request.mtu,
      realm: request.realm,
      metrics: request.metrics,
      mtuLocked: request.mtuLocked,
    });
  }

  /** fib_check_nh: the gateway must be reachable on a link. */
  private checkHop(hop: NextHop, scope: number): Result<NextHop, IpError> {
    if (hop.gateway === null) {
      if (hop.onlink) return err(kernelError('Invalid flags for nexthop - PERVASIVE and ONLINK can not be set.'));
      if (hop.device === '') return err(netlinkError('No such device'));
      return this.isUp(hop.device) ? ok(hop) : err(kernelError('Nexthop device is not up.'));
    }
    if (hop.onlink) {
      if (hop.device === '') return err(kernelError('Nexthop device required for onlink.'));
      return this.isUp(hop.device) ? ok(hop) : err(kernelError('Nexthop device is not up.'));
    }
    if (scope >= SCOPES.link) return err(kernelError('Nexthop has invalid gateway.'));
    if (hop.device !== '' && !this.isUp(hop.device)) return err(netlinkError('Network is unreachable'));
    const flow: Flow = {
      ...BLANK,
      destination: hop.gateway,
      outDevice: hop.device,
      scope: Math.max(scope + 1, SCOPES.link),
    };
    const found = this.lookup(flow);
    if (found.kind === 'error') return err(kernelError('Nexthop has invalid gateway.'));
    if (found.route.type !== 'unicast' && found.route.type !== 'local')
      return err(kernelError('Nexthop has invalid gateway.'));
    return ok({ ...hop, device: hop.device === '' ? (found.hop?.device ?? '') : hop.device });
  }

  /** `ip route del TEXT`: the first route that has everything the text names. */
  deleteRoute(text: string): Result<Route, IpError> {
    const parsed = parseRoute(text);
    if (!parsed.ok) return parsed;
    const request = parsed.value;
    if (request.device !== null && !this.byName.has(request.device)) return err(noDevice(request.device));
    const table = this.table(
      request.table ?? (request.type === 'local' || request.type === 'broadcast' ? LOCAL_TABLE : MAIN_TABLE),
    );
    const found = table.at(request.prefix ?? { address: 0, length: 0 }).find((route) => isNamed(route, request));
    if (found === undefined) return err(netlinkError('No such process'));
    table.remove(found);
    return ok(found);
  }

  tableNumbers(): readonly number[] {
    return [...this.tables.keys()];
  }

  removeRoute(route: Route): void {
    this.table(route.table).remove(route);
  }

  flushRoutes(table: number): void {
    const routes = this.table(table);
    for (const route of routes.all()) routes.remove(route);
  }

  /** `ip rule add TEXT`. Without a priority it goes just before the second rule (fib_default_rule_pref). */
  addRule(text: string): Result<PolicyRule, IpError> {
    const request = parsePolicyRule(text);
    if (!request.ok) return request;
    const rule = { ...request.value, priority: request.value.priority ?? this.defaultPriority() };
    if (rule.action.kind === 'goto' && rule.action.priority <= rule.priority)
      return err(kernelError('Backward goto not supported.'));
    if (rule.action.kind === 'lookup' && rule.action.table === 0) return err(kernelError('Invalid table.'));
    if (this.policyRules.some((other) => JSON.stringify(other) === JSON.stringify(rule)))
      return err(netlinkError('File exists'));
    const at = this.policyRules.findIndex((other) => other.priority > rule.priority);
    this.policyRules = this.policyRules.toSpliced(at < 0 ? this.policyRules.length : at, 0, rule);
    return ok(rule);
  }

  private defaultPriority(): number {
    const second = this.policyRules[1];
    return second === undefined || second.priority === 0 ? 0 : second.priority - 1;
  }

  /** `ip rule del TEXT`: the first rule that has everything the text names. */
  deleteRule(text: string): Result<PolicyRule, IpError> {
    const request = parsePolicyRule(text);
    if (!request.ok) return request;
    const named = /\b(lookup|table|goto|nop|blackhole|unreachable|prohibit)\b/.test(text);
    const found = this.policyRules.find((rule) => isNamedRule(rule, request.value, named));
    if (found === undefined) return err(netlinkError('No such file or directory'));
    this.policyRules = this.policyRules.filter((rule) => rule !== found);
    return ok(found);
  }

  rules(): readonly PolicyRule[] {
    return this.policyRules;
  }

  routes(table: number): readonly Route[] {
    return this.tables.get(table)?.all() ?? [];
  }

  /** `ip route show [table NAME]`; 'all' shows every table, main first among the names. */
  showRoutes(word = 'main'): Result<string, IpError> {
    if (word === 'all') {
      const ids = [...this.tables.keys()].toSorted((a, b) => tableOrder(a) - tableOrder(b));
      return ok(ids.map((id) => listRoutes(this.routes(id), true)).join(''));
    }
    const table = numberOf(word, TABLE_NAMES, 'table id value is invalid');
    if (!table.ok) return err(invalidArgument(word, 'table id value is invalid'));
    const known = this.tables.has(table.value) || [LOCAL_TABLE, MAIN_TABLE, DEFAULT_TABLE].includes(table.value);
    if (!known) return err({ message: 'Error: ipv4: FIB table does not exist.\nDump terminated', exit: 2 });
    return ok(listRoutes(this.routes(table.value)));
  }

  showRules(): string {
    return listPolicyRules(this.policyRules, (name) => this.byName.has(name));
  }

  lookup(flow: Flow): FibResult {
    return fibLookup(this.policyRules, this.tables, flow, this.isUp);
  }

  input(query: InputQuery): InputDecision {
    const decision = decideInput(this.view, query);
    if (decision.kind !== 'forward') return decision;
    const learnt = this.exceptions.find(decision.hop, query.destination);
    if (learnt === null) return decision;
    return { ...decision, learnt, hop: { ...decision.hop, gateway: learnt.gateway ?? decision.hop.gateway } };
  }

  output(query: OutputQuery): OutputDecision {
    const decision = decideOutput(this.view, query);
    if (decision.kind === 'error') return decision;
    const learnt = this.exceptions.find(decision.hop, decision.destination);
    return learnt === null ? decision : { ...decision, learnt, gateway: learnt.gateway ?? decision.gateway };
  }

  /** Is it the gateway of a route over the device (ip_fib_check_default)? */
  isGateway(address: number, device: string): boolean {
    const isHop = (hop: NextHop): boolean => hop.gateway === address && hop.device === device;
    return [...this.tables.values()].some((table) => table.all().some((route) => route.nextHops.some(isHop)));
  }

  /** What is known of the way to a destination beyond its route. */
  learnt(found: FibResult, destination: number): RouteException | null {
    return found.kind === 'route' ? this.exceptions.find(found.hop, destination) : null;
  }

  /** Is it an address of the host (inet_lookup_ifaddr_rcu, or a `local` route as __ip_dev_find takes it)? */
  isLocalAddress(address: number): boolean {
    return this.localAddresses.has(address) || this.addressType(address) === 'LOCAL';
  }

  /** inet_addr_type, with a device inet_dev_addr_type: only the local table is asked. */
  addressType(address: number, device?: string): AddressType {
    if (isZeronet(address) || isLimitedBroadcast(address)) return 'BROADCAST';
    if (isMulticast(address)) return 'MULTICAST';
    const found = this.tables.get(LOCAL_TABLE)?.lookup({ ...BLANK, destination: address }, this.isUp) ?? null;
    if (found === null || found.hop === null || (device !== undefined && device !== '' && found.hop.device !== device))
      return 'UNICAST';
    return found.route.type.toUpperCase() as AddressType;
  }

  /** inet_select_addr. */
  selectAddress(device: string, nextHop: number, scope: number = SCOPES.link): number {
    return selectAddress(this.deviceList, device, nextHop, scope, this.conf(device, 'route_localnet') !== 0);
  }

  /** inet_addr_onlink: both addresses lie in one subnet of the device; 0 as gateway always does. */
  isOnLink(device: string, address: number, gateway: number): boolean {
    return (this.byName.get(device)?.addresses ?? []).some((each) => {
      const prefix = { address: each.address, length: each.prefixLength };
      return !each.secondary && isInside(address, prefix) && (gateway === 0 || isInside(gateway, prefix));
    });
  }
}
