import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { FileFault } from './file-fault.ts';
import { LIMITS } from './limits.ts';
import { FORMULA, looksLikeFormula, type RawCell, type RawRow, type RawTable } from './table.ts';

const NEW_LINE = 0x0a;
const LONE_MARK = '\ufeff';

/** Room for rows left blank among those that hold something. */
const LINES_A_ROW = 2;

/** Bytes parsed before others of the process get their turn: a few thousand lines, some 30 ms. */
const A_BREATH = 256 * 1024;

/** Reads comma, semicolon or tab separated text of so many rows at most. Throws FileFault. */
export async function readDelimited(file: Buffer, most: number): Promise<RawTable> {
  if (linesOf(file) > LINES_A_ROW * most + 2) throw new FileFault('tooManyRows');
  const text = decoded(file);
  const rows: RawRow[] = [];
  try {
    for await (const cells of recordsOf(text)) rows.push({ row: rows.length + 1, cells: cells.map(cellOf) });
  } catch {
    throw new FileFault('brokenCsv'); // the parser's message repeats the line
  }
  return { form: 'csv', rows };
}

/** In bytes, since a piece of a text could end within a character. */
function recordsOf(text: string): AsyncIterable<readonly string[]> {
  const parser = parse({
    delimiter: delimiterOf(text),
    relax_column_count: true,
    max_record_size: LIMITS.columns * LIMITS.cellLength,
  });
  return Readable.from(piecesOf(Buffer.from(text, 'utf8'))).pipe(parser);
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += A_BREATH) {
    yield bytes.subarray(at, at + A_BREATH);
    await new Promise((resolve) => setImmediate(resolve));
  }
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
