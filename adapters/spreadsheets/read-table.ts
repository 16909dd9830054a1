import { readDelimited } from './delimited.ts';
import { FileFault } from './file-fault.ts';
import { LIMITS } from './limits.ts';
import { isBlankCell, type RawTable } from './table.ts';
import { readWorkbook } from './workbook.ts';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** Compound files: workbooks of before 2007, and every workbook with a password. */
const COMPOUND = Buffer.from('d0cf11e0', 'hex');

/**
 * Reads a workbook or a csv by what is in it; the name of a file proves nothing. Trailing blank rows are left out. Throws FileFault: too large before
 * parsing, too many rows (`most`, titles not counted), encrypted, broken, of unknown encoding.
 */
export async function readTable(file: Buffer, most: number = LIMITS.rows): Promise<RawTable> {
  if (file.length === 0) throw new FileFault('empty');
  if (file.length > LIMITS.fileBytes) throw new FileFault('tooLarge');
  if (file.subarray(0, COMPOUND.length).equals(COMPOUND)) throw new FileFault('oldOrEncryptedWorkbook');
  const isZip = file.subarray(0, ZIP.length).equals(ZIP);
  const table = isZip ? await readWorkbook(file) : await readDelimited(file, most);
  const last = table.rows.findLastIndex(({ cells }) => !cells.every(isBlankCell));
  const rows = table.rows.slice(0, last + 1);
  if (rows.filter(({ cells }) => !cells.every(isBlankCell)).length > most + 1) throw new FileFault('tooManyRows');
  return { ...table, rows };
}
