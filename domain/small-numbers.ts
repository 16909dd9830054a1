/**
 * Numbers of children by place, told above their school: 1 to 9 are not told, since whoever knows the school would know the child, and nor is what a
 * few could be worked out from when the sum over all places is known (A8, N08). Nought is told.
 */

/** Fewer than so many children are not told. */
export const LEAST_TOLD = 10;

/** Null: not told. */
export type Told = number | null;

/**
 * The numbers of one column, one a place, as they may be told. Whoever reads it may know their sum when that is told itself, and that what is not told is
 * no nought unless noughts are kept back too; no number that is kept back follows from that.
 */
export function toldColumn(numbers: readonly number[]): readonly Told[] {
  const kept = new Set(numbers.flatMap((n, at) => (n > 0 && n < LEAST_TOLD ? [at] : [])));
  const total = numbers.reduce((sum, n) => sum + n, 0);
  if (kept.size > 0 && total >= LEAST_TOLD) {
    const sum = () => [...kept].reduce((all, at) => all + (numbers[at] ?? 0), 0);
    // The smallest first: least is lost; noughts only where nothing else is left.
    const others = numbers
      .map((n, at) => ({ n, at }))
      .filter(({ at }) => !kept.has(at))
      .sort((one, other) => (one.n === 0 ? Infinity : one.n) - (other.n === 0 ? Infinity : other.n));
    for (const { at } of others) {
      if (kept.size > 1 && sum() > kept.size) break;
      kept.add(at);
    }
  }
  return numbers.map((n, at) => (kept.has(at) ? null : n));
}

/** How many in a hundred, whole; null: of nobody, or of what is not told. */
export function shareOf(part: Told, whole: Told): Told {
  return part === null || whole === null || whole === 0 ? null : Math.round((100 * part) / whole);
}

/**
 * Rows of how many were looked at, how many of them were found, and how many that is in a hundred. The sum of those found may be known from another
 * picture of the same days; what is kept back takes its share along.
 */
export function toldShares(rows: readonly (readonly number[])[]): readonly (readonly Told[])[] {
  const found = toldColumn(rows.map(([, part = 0]) => part));
  return rows.map(([whole = 0], at) => {
    const all = whole > 0 && whole < LEAST_TOLD ? null : whole;
    const part = all === null ? null : (found[at] ?? null);
    return [all, part, shareOf(part, all)];
  });
}

/** A table with a row a place and a column a sort of number. */
export function toldTable(rows: readonly (readonly number[])[]): readonly (readonly Told[])[] {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => toldColumn(rows.map((row) => row[column] ?? 0)));
  return rows.map((_, row) => columns.map((column) => column[row] ?? null));
}
