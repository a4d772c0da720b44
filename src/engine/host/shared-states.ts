import type { TableName } from '../model/index.ts';

/** Named states that rules share (lists of recent, tables of hashlimit, estimators): each lives as long as a table in force uses it. */
export class SharedStates {
  private readonly states = new Map<string, unknown>();
  /** By table, the states that its rules opened when it was put in force. */
  private readonly users = new Map<TableName, ReadonlySet<string>>();
  private opened: Set<string> | null = null;

  open<T>(kind: string, name: string, create: () => T): T {
    const key = `${kind}\0${name}`;
    if (!this.states.has(key)) this.states.set(key, create());
    this.opened?.add(key);
    return this.states.get(key) as T;
  }

  /** Runs `install`, in which the rules of the table open their states; then those that only its old rules used are gone. */
  replaceUser<T>(table: TableName, install: () => T): T {
    const opened = new Set<string>();
    this.opened = opened;
    const installed = install();
    this.opened = null;
    const before = this.users.get(table) ?? new Set<string>();
    this.users.set(table, opened);
    for (const key of before) if (![...this.users.values()].some((keys) => keys.has(key))) this.states.delete(key);
    return installed;
  }
}
