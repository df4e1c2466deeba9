// Two lists of blocks beside each other: which runs of one stand in the place of which runs of the other.
// Knows nothing of what a block is: equal ones are told by a function.

/** A run of the first list and what stands in its place in the second. One of them may be empty. */
export interface Run { from: number; to: number; withFrom: number; withTo: number }

/** Beyond so many comparisons all that differs is one run. */
const LIMIT = 4_000_000;

/** Where the two differ, in order. */
export function differences<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): Run[] {
  let start = 0;
  while (start < a.length && start < b.length && same(a[start]!, b[start]!)) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && same(a[a.length - 1 - end]!, b[b.length - 1 - end]!)) end += 1;
  const rows = a.length - start - end;
  const columns = b.length - start - end;
  if (rows === 0 && columns === 0) return [];
  if (rows === 0 || columns === 0 || rows * columns > LIMIT) return [{ from: start, to: start + rows, withFrom: start, withTo: start + columns }];
  // The longest common subsequence of what lies between, from the end.
  const best = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      best[row]![column] = same(a[start + row]!, b[start + column]!)
        ? best[row + 1]![column + 1]! + 1
        : Math.max(best[row + 1]![column]!, best[row]![column + 1]!);
    }
  }
  const runs: Run[] = [];
  let [row, column] = [0, 0];
  let open: Run | null = null;
  const at = () => (open ??= { from: start + row, to: start + row, withFrom: start + column, withTo: start + column });
  while (row < rows || column < columns) {
    if (row < rows && column < columns && same(a[start + row]!, b[start + column]!)) {
      if (open) runs.push(open);
      open = null;
      row += 1;
      column += 1;
    } else if (column >= columns || (row < rows && best[row + 1]![column]! >= best[row]![column + 1]!)) {
      at().to = start + row + 1;
      row += 1;
    } else {
      at().withTo = start + column + 1;
      column += 1;
    }
  }
  if (open) runs.push(open);
  return runs;
}
