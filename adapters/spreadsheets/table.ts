/** One cell as it lies in the file. A formula shows no value: what it would show is another program's opinion. */
export type RawCell = string | number | boolean | Date | { readonly formula: true } | null;

export interface RawRow {
  /** As a spreadsheet shows it, from 1. */
  readonly row: number;
  readonly cells: readonly RawCell[];
}

/** The first sheet of a file: the rows in order, blank ones included up to the last that holds something. */
export interface RawTable {
  readonly form: 'xlsx' | 'csv';
  readonly rows: readonly RawRow[];
}

export const FORMULA = { formula: true } as const;

export function isFormula(cell: RawCell): cell is { readonly formula: true } {
  return typeof cell === 'object' && cell !== null && 'formula' in cell;
}

/** Whether a text would be run as a formula by a spreadsheet program: it begins with =, @, or with a sign that begins no number. */
export function looksLikeFormula(text: string): boolean {
  return /^\s*(?:[=@＝＠]|[+-](?![\d\s()（）-]+$)(?!\d*\.?\d+$))/.test(text);
}

export function isBlankCell(cell: RawCell): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '');
}
