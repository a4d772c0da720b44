import type { Extension } from '../extensions/extension.ts';
import { KNOWN_MATCH_NAMES, KNOWN_TARGET_NAMES } from '../extensions/known.ts';
import { widgetOf } from '../extensions/option-kinds.ts';
import type { OptionSpec } from '../extensions/options.ts';
import { findMatch, findTarget, MATCHES, TARGETS } from '../extensions/registry.ts';
import type { ExtensionView, OptionView } from './views.ts';

function optionView(spec: OptionSpec): OptionView {
  return {
    name: spec.name,
    ...(spec.aliases && { aliases: spec.aliases }),
    kind: spec.kind,
    invert: spec.invert ?? false,
    mandatory: spec.mandatory ?? false,
    multi: spec.multi ?? false,
    excludes: spec.excludes ?? [],
    ...(spec.choices && { choices: spec.choices }),
    ...(spec.min !== undefined && { min: spec.min }),
    ...(spec.max !== undefined && { max: spec.max }),
    ...(spec.placeholder !== undefined && { placeholder: spec.placeholder }),
    widget: widgetOf(spec),
  };
}

function extensionView({ kind, name, legality, options }: Extension): ExtensionView {
  return {
    kind,
    name,
    modelled: true,
    ...(legality?.tables && { tables: legality.tables }),
    ...(legality?.hooks && { hooks: legality.hooks }),
    ...(legality?.protocols && { protocols: legality.protocols }),
    options: options.map(optionView),
  };
}

const unmodelled = (kind: 'match' | 'target', name: string): ExtensionView => ({
  kind,
  name,
  modelled: false,
  options: [],
});

/** Every extension that iptables 1.8.9 has for IPv4, by name; those that the engine does not model say so. */
export function catalogue(): readonly ExtensionView[] {
  const matches = KNOWN_MATCH_NAMES.filter((name) => !findMatch(name)).map((name) => unmodelled('match', name));
  const targets = KNOWN_TARGET_NAMES.filter((name) => !findTarget(name)).map((name) => unmodelled('target', name));
  return [...MATCHES.map(extensionView), ...matches, ...TARGETS.map(extensionView), ...targets].sort(
    (one, other) => one.kind.localeCompare(other.kind) || one.name.localeCompare(other.name),
  );
}
