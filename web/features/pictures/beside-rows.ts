import type { Words } from '#domain/words';

interface Part {
  readonly columns: readonly { readonly code: string }[];
  readonly rows: readonly Row[];
}
interface Row {
  readonly code: string;
  readonly name: Words;
  readonly values: readonly (number | null)[];
}

interface BesideRow {
  readonly code: string;
  readonly name: Words;
  /** Then and now, for each column of now; null: kept back. A row that was not there is nought. */
  readonly pairs: readonly (readonly [then: number | null, now: number | null])[];
}

const MONTH = /^(\d{4})-(\d{2})$/;

/** Rows of now with their numbers of the year before; behind them rows that only that year had. A month stands beside the same month. */
export function besideRows(now: Part, before: Part): readonly BesideRow[] {
  const then = before.rows.map((row) => ({ ...row, code: yearLater(row.code) }));
  const gone = then.filter(({ code }) => now.rows.every((row) => row.code !== code));
  return [...now.rows, ...gone].map(({ code, name }) => {
    const of = (part: Part, rows: readonly Row[], column: string) => {
      const row = rows.find((each) => each.code === code);
      const at = part.columns.findIndex((each) => each.code === column);
      return row === undefined || at < 0 ? 0 : (row.values[at] ?? null);
    };
    return {
      code,
      name,
      pairs: now.columns.map(({ code: column }) => [of(before, then, column), of(now, now.rows, column)] as const),
    };
  });
}

function yearLater(code: string): string {
  const [, year, month] = MONTH.exec(code) ?? [];
  return year === undefined ? code : `${Number(year) + 1}-${month}`;
}
