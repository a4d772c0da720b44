import type { SetAddition, SetAnswer, SetQuery } from '../model/index.ts';
import type { ElementOptions, Member, SetFault, SetHeader } from './element.ts';
import type { Operand } from './operand.ts';
import type { SetType } from './set-type.ts';

export interface Change {
  readonly options: ElementOptions;
  /** -exist: what is there already, or not there, is no error. */
  readonly exist: boolean;
  /** Virtual instant in ms. */
  readonly now: number;
}

/** One set of any type. Commands come with operands as typed (the types' uadt functions), packets with a query (kadt). */
export interface IpSet {
  name: string;
  readonly type: SetType;
  readonly header: SetHeader;
  add(operands: readonly Operand[], change: Change): SetFault | null;
  delete(operands: readonly Operand[], change: Change): SetFault | null;
  has(operands: readonly Operand[], change: Change): boolean;
  /** What lives, in the order of a listing. */
  members(now: number): readonly Member[];
  flush(): void;
  testPacket(query: SetQuery, now: number): SetAnswer;
  /** Did it change anything? */
  addPacket(query: SetQuery, addition: SetAddition, now: number): boolean;
  deletePacket(query: SetQuery, now: number): boolean;
}

export const NOT_FOUND: SetAnswer = { found: false, mapping: null };
export const answerOf = ({ skbInfo }: Member): SetAnswer => ({ found: true, mapping: skbInfo });
