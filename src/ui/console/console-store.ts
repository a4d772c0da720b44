import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** One command and what it printed. */
export interface Block {
  readonly id: number;
  readonly prompt: string;
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | null;
  /** What the page says about it: what was written into the scenario. */
  readonly remark: string | null;
  /** The line as it was meant, where web pages had changed its characters. */
  readonly meant?: string;
}

interface ConsoleState {
  readonly blocks: readonly Block[];
  readonly history: readonly string[];
  readonly asStep: boolean;
  readonly machine: 'start' | 'playhead';
}

const KEPT_BLOCKS = 200;
const KEPT_HISTORY = 500;

/** Outlives the panel: the drawer shows one tab at a time. */
const consoleStore = createStore<ConsoleState>()(() => ({
  blocks: [],
  history: [],
  asStep: false,
  machine: 'playhead',
}));

export const useConsole = <T>(selector: (state: ConsoleState) => T): T => useStore(consoleStore, selector);

export const readConsole = (): ConsoleState => consoleStore.getState();
export const setConsole = (change: Partial<Pick<ConsoleState, 'asStep' | 'machine' | 'blocks'>>): void =>
  consoleStore.setState(change);

let nextId = 1;

export function addBlock(block: Omit<Block, 'id'>): number {
  const id = nextId++;
  consoleStore.setState(({ blocks }) => ({ blocks: [...blocks, { ...block, id }].slice(-KEPT_BLOCKS) }));
  return id;
}

export function completeBlock(id: number, answer: Partial<Block>): void {
  consoleStore.setState(({ blocks }) => ({
    blocks: blocks.map((block) => (block.id === id ? { ...block, ...answer } : block)),
  }));
}

export function remember(line: string): void {
  consoleStore.setState(({ history }) => ({
    history: [...history.filter((old) => old !== line), line].slice(-KEPT_HISTORY),
  }));
}
