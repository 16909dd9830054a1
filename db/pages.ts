/** Cuts rows into pages of at most `size`. */
export function pages<T>(rows: readonly T[], size: number): T[][] {
  const cut: T[][] = [];
  for (let from = 0; from < rows.length; from += size) cut.push(rows.slice(from, from + size));
  return cut;
}
