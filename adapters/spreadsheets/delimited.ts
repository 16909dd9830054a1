import { parse } from 'csv-parse/sync';
import { FileFault } from './file-fault.ts';
import { LIMITS } from './limits.ts';
import { FORMULA, looksLikeFormula, type RawCell, type RawTable } from './table.ts';

const NEW_LINE = 0x0a;
const LONE_MARK = '\ufeff';

/** Reads comma, semicolon or tab separated text. Throws FileFault. */
export function readDelimited(file: Buffer): RawTable {
  if (linesOf(file) > LIMITS.scannedRows) throw new FileFault('tooManyRows');
  const text = decoded(file);
  let records: string[][];
  try {
    records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      max_record_size: LIMITS.columns * LIMITS.cellLength,
    });
  } catch {
    throw new FileFault('brokenCsv'); // the parser's message repeats the line
  }
  return { form: 'csv', rows: records.map((cells, index) => ({ row: index + 1, cells: cells.map(cellOf) })) };
}

/** Counted before anything else: a record never has less than one line. */
function linesOf(file: Buffer): number {
  let lines = 1;
  for (let at = file.indexOf(NEW_LINE); at !== -1; at = file.indexOf(NEW_LINE, at + 1)) lines += 1;
  return lines;
}

/** UTF-8 if it is that without a fault, else GB18030 as Excel saves in China, else what the mark of UTF-16 says. */
function decoded(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file);
      if (!text.includes('\0')) return text.startsWith(LONE_MARK) ? text.slice(1) : text;
    } catch {
      // not this one
    }
  }
  throw new FileFault('encodingUnknown');
}

/** Whichever separates most in the titles. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const titles = end === -1 ? text : text.slice(0, end);
  const counts = [',', '\t', ';'].map((delimiter) => ({ delimiter, count: titles.split(delimiter).length }));
  return counts.sort((one, other) => other.count - one.count)[0]?.delimiter ?? ',';
}

function cellOf(text: string): RawCell {
  if (text === '') return null;
  return looksLikeFormula(text) ? FORMULA : text;
}
