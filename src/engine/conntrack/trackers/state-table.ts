/**
 * Reads a table of transitions: one row per event (its name, one cell per state, then words for the reader), under a line that names
 * the columns. Cells are the keys of `cells`.
 */
export function parseStateTable<T>(
  text: string,
  cells: Readonly<Record<string, T>>,
): ReadonlyMap<string, readonly T[]> {
  const [columns = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/));
  return new Map(
    rows.map(([event = '', ...words]) => [
      event,
      words.slice(0, columns.length).map((word) => {
        const cell = cells[word];
        if (cell === undefined) throw new Error(`${word} is no cell of the row ${event}`);
        return cell;
      }),
    ]),
  );
}
