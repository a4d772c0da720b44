import { ok, type Result } from '../model/index.ts';
import { parseUnsigned } from './numbers.ts';
import { usage, type Range, type UsageError } from './options.ts';
import { findServiceName, findServicePort, type ServiceProtocol } from './services.ts';

/** xtables_parse_port: a number or the name of a service. */
export function parsePort(text: string, protocol: ServiceProtocol | ''): Result<number, UsageError> {
  const port = parseUnsigned(text, 65535) ?? findServicePort(text, protocol);
  return port === null ? usage(`invalid port/service \`${text}' specified`) : ok(port);
}

/** 'a', 'a:b', ':b', 'a:' with the messages of libxt_tcp. */
export function parsePortRange(text: string, protocol: ServiceProtocol | ''): Result<Range, UsageError> {
  const colon = text.indexOf(':');
  if (colon < 0) {
    const port = parsePort(text, protocol);
    return port.ok ? ok({ min: port.value, max: port.value }) : port;
  }
  const min = colon === 0 ? ok(0) : parsePort(text.slice(0, colon), protocol);
  if (!min.ok) return min;
  const max = colon === text.length - 1 ? ok(65535) : parsePort(text.slice(colon + 1), protocol);
  if (!max.ok) return max;
  return min.value > max.value ? usage('invalid portrange (min > max)') : ok({ min: min.value, max: max.value });
}

/** The port, by its service's name unless `numeric`. */
export const listPort = (port: number, protocol: ServiceProtocol | '', numeric: boolean): string =>
  (numeric ? null : findServiceName(port, protocol)) ?? String(port);

/** ' dpt:443' or ' dpts:!1:1023'; '' where every port matches. */
export function listPorts(
  name: string,
  range: Range,
  inverted: boolean,
  style: { readonly protocol: ServiceProtocol | ''; readonly numeric: boolean },
): string {
  if (range.min === 0 && range.max === 65535 && !inverted) return '';
  const port = (value: number): string => listPort(value, style.protocol, style.numeric);
  const bang = inverted ? '!' : '';
  return range.min === range.max
    ? ` ${name}:${bang}${port(range.min)}`
    : ` ${name}s:${bang}${port(range.min)}:${port(range.max)}`;
}
