import { err, ok } from '../model/index.ts';
import type { Result } from '../model/index.ts';
import { Host } from './host.ts';
import type { HostOptions, HostProblem } from './options.ts';

/** The machine, or everything of it that iproute2 or sysctl would refuse. */
export function createHost(options: HostOptions): Result<Host, readonly HostProblem[]> {
  const host = new Host(options);
  const problems: HostProblem[] = [];
  const note = (path: string, result: Result<unknown, { readonly message: string } | string>): void => {
    if (result.ok) return;
    const message = typeof result.error === 'string' ? result.error : result.error.message;
    problems.push({ path, message: message.trimEnd() });
  };
  options.interfaces.forEach(({ name, addresses }, index) => {
    addresses?.forEach((address, at) =>
      note(`interfaces[${index}].addresses[${at}]`, host.routing.addAddress(name, address)),
    );
  });
  options.routes?.forEach((route, index) => note(`routes[${index}]`, host.routing.addRoute(route)));
  options.rules?.forEach((rule, index) => note(`rules[${index}]`, host.routing.addRule(rule)));
  for (const [key, value] of Object.entries(options.sysctl ?? {}))
    note(`sysctl["${key}"]`, host.sysctls.set(key, String(value)));
  return problems.length === 0 ? ok(host) : err(problems);
}
