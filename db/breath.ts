/** Rows of a file dealt with at a stretch. */
const A_BREATH = 250;
const othersTurn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Goes through the rows of a file and lets whatever else the process serves have its turn in between: a long file must not hold a child's answer back.
 * The bench `record-import` tells for how long one does.
 */
export async function inBreaths<T>(rows: readonly T[], each: (row: T) => void): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (index % A_BREATH === 0) await othersTurn();
    each(row);
  }
}
