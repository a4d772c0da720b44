import type { ElementOptions, SetHeader } from './element.ts';
import type { Operand } from './operand.ts';
import type { SetType } from './set-type.ts';

/** Why ipset refused: `usage` adds "Try `ipset help'" and exits with 2, the rest with 1. */
export interface IpsetError {
  readonly message: string;
  readonly usage: boolean;
}

export const syntaxError = (text: string): IpsetError => ({
  message: text.startsWith('!') ? text.slice(1) : `Syntax error: ${text}`,
  usage: false,
});
export const usageError = (message: string): IpsetError => ({ message, usage: true });
export const kernelError = (message: string): IpsetError => ({ message, usage: false });

export interface Listing {
  readonly output: 'plain' | 'save' | 'xml';
  readonly terse: boolean;
  readonly names: boolean;
}

/** A command read and checked as far as userspace does. */
export type Request =
  | { readonly kind: 'create'; readonly name: string; readonly type: SetType; readonly header: SetHeader }
  | {
      readonly kind: 'add' | 'del' | 'test';
      readonly name: string;
      readonly operands: readonly Operand[];
      readonly options: ElementOptions;
    }
  | { readonly kind: 'destroy' | 'flush'; readonly name: string | null }
  | ({ readonly kind: 'list'; readonly name: string | null } & Listing)
  | { readonly kind: 'rename' | 'swap'; readonly from: string; readonly to: string }
  | { readonly kind: 'restore' }
  | { readonly kind: 'version' | 'quit' }
  | { readonly kind: 'help'; readonly topic: string | null };
