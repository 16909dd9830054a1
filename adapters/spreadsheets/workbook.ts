import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CellValue } from 'hucre/xlsx';
import { pack, unpack } from './archive.ts';
import { FileFault } from './file-fault.ts';
import { LIMITS } from './limits.ts';
import { FORMULA, looksLikeFormula, type RawCell, type RawTable } from './table.ts';

/** The parts that hold cells. Macros, pictures, links to elsewhere and everything else in the archive are never looked at. */
const PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/(?:sharedStrings|styles)\.xml|xl\/worksheets\/[\w-]+\.xml)$/;
const ROW = /<(?:\w+:)?row[\s>/]/g;
const ROW_NUMBER = /<(?:\w+:)?row\s[^>]*?\br="(\d+)"/g;

/** Reads the first visible sheet of a workbook in a thread with limits. Throws FileFault. */
export async function readWorkbook(file: Buffer): Promise<RawTable> {
  const parts = unpack(file, (name) => PARTS.test(name));
  if (!parts.has('xl/workbook.xml')) throw new FileFault('brokenWorkbook');
  for (const [name, content] of parts) inspect(name, content);
  const { rows, formulas } = await parsed(pack(parts));
  const computed = new Set(formulas);
  const isComputed =
    computed.size === 0 ? () => false : (row: number, column: number) => computed.has(`${row},${column}`);
  return {
    form: 'xlsx',
    rows: rows.map((cells, row) => ({
      row: row + 1,
      cells: cells.map((cell, column) => (isComputed(row, column) ? FORMULA : cellOf(cell))),
    })),
  };
}

/** No part of a workbook declares a document type; one that does wants its entities expanded or fetched. */
function inspect(name: string, content: Buffer): void {
  if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')) throw new FileFault('entitiesInWorkbook');
  if (!name.startsWith('xl/worksheets/')) return;
  const xml = content.toString('latin1'); // row elements and their numbers are ASCII
  let rows = 0;
  for (const _ of xml.matchAll(ROW)) if ((rows += 1) > LIMITS.scannedRows) throw new FileFault('tooManyRows');
  for (const [, number] of xml.matchAll(ROW_NUMBER))
    if (Number(number) > LIMITS.scannedRows) throw new FileFault('tooManyRows');
}

/** Parses in a thread of its own. Plain JavaScript as text: it is the same under a TypeScript loader and built, and starts in 30 ms. */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { file, library, range } = workerData;
  import(library).then(async ({ readXlsx }) => {
    let taken = false;
    const first = ({ hidden, veryHidden }) => !taken && !hidden && !veryHidden && (taken = true);
    const [sheet] = (await readXlsx(file, { sheets: first, range })).sheets;
    const cells = [...(sheet?.cells ?? [])];
    const formulas = cells.filter(([, { type, formula }]) => formula !== undefined || type === 'formula');
    parentPort.postMessage({ rows: sheet?.rows ?? [], formulas: formulas.map(([place]) => place) });
  });
`;
const LIBRARY = pathToFileURL(createRequire(import.meta.url).resolve('hucre/xlsx')).href;
const LAST_COLUMN = 'AX'; // LIMITS.columns

interface Parsed {
  readonly rows: readonly (readonly CellValue[])[];
  /** `row,column` from 0. */
  readonly formulas: readonly string[];
}

function parsed(file: Buffer): Promise<Parsed> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, {
      eval: true,
      workerData: { file, library: LIBRARY, range: `A1:${LAST_COLUMN}${LIMITS.scannedRows}` },
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.workerHeapMb, maxYoungGenerationSizeMb: 32 },
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      void thread.terminate();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new FileFault('tooSlow'))), LIMITS.parseMs);
    thread.once('message', (cells: Parsed) => end(() => resolve(cells)));
    thread.once('error', (error: Error & { code?: string }) => {
      const code = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'unpacksTooLarge' : 'brokenWorkbook';
      end(() => reject(new FileFault(code)));
    });
    thread.once('exit', () => end(() => reject(new FileFault('brokenWorkbook'))));
  });
}

function cellOf(value: CellValue): RawCell {
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  return looksLikeFormula(value) ? FORMULA : value;
}
