import type { Day } from '#domain/instant';
import { type Figures, figureOf, type OfficialDocument, type Run } from './document.ts';

/** Names a table within a document: `activities.byKind`. Written like the code of a figure. */
export type TableCode = string;

/** Figures in rows, with everything a reader needs to count them again. The first column names the row. */
export interface Table {
  readonly title: string;
  /** What is counted and how, in one or two sentences. */
  readonly definition: string;
  /** First and last day, both included. */
  readonly period: { readonly from: Day; readonly to: Day };
  readonly scope: string;
  /** '' where the titles of the columns say it. */
  readonly unit: string;
  /** The day up to which records were entered when the figures were computed. */
  readonly recordsTo: Day;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Run[])[];
  /** A last row that sums up; never drawn. */
  readonly total: readonly Run[] | null;
}

/** The table under a code. Throws RangeError when the document does not hold it. */
export function tableOf({ tables }: OfficialDocument, code: TableCode): Table {
  const table = Object.hasOwn(tables, code) ? tables[code] : undefined;
  if (table === undefined) throw new RangeError(`the document holds no table ${code}`);
  return table;
}

/** The codes of all tables: as the blocks name them, then those of the workbook alone, sorted. The same whatever order a store keeps keys in. */
export function tableCodes({ blocks, tables }: OfficialDocument): readonly TableCode[] {
  const named = blocks.flatMap((block) => ('table' in block ? [block.table] : []));
  return [...new Set([...named, ...Object.keys(tables).toSorted()])];
}

/** Charts whose twin stands nowhere else in the document; it is printed below them. */
export function chartsWithTwin({ blocks }: OfficialDocument): ReadonlySet<string> {
  const printed = new Set(blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])));
  const alone = new Set<string>();
  for (const block of blocks) {
    if (block.kind !== 'chart' || printed.has(block.table)) continue;
    printed.add(block.table);
    alone.add(block.id);
  }
  return alone;
}

/** The rows as they are printed, the one that sums up last. */
export function printedRows({ rows, total }: Table): readonly (readonly Run[])[] {
  return total === null ? rows : [...rows, total];
}

/** What a cell shows: a figure without its unit, which the title of the column or of the table gives. Throws RangeError like figureOf. */
export function cellText(cell: Run | undefined, figures: Figures): string {
  if (cell === undefined) return '';
  return 'figure' in cell ? figureOf(figures, cell.figure).shown : cell.text;
}

/** The number in a cell; null for words and for what could not be computed. */
export function cellValue(cell: Run | undefined, figures: Figures): number | null {
  return cell !== undefined && 'figure' in cell ? figureOf(figures, cell.figure).value : null;
}
