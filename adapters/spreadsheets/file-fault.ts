/** Why a file as a whole cannot be read. Codes are stable; nothing of the file's content is in them. */
export const FILE_FAULTS = [
  'empty',
  'tooLarge',
  'unpacksTooLarge',
  'tooManyRows',
  'oldOrEncryptedWorkbook',
  'brokenWorkbook',
  'entitiesInWorkbook',
  'tooSlow',
  'encodingUnknown',
  'brokenCsv',
  'titlesMissing',
  'columnMissing',
  'columnTwice',
] as const;
export type FileFaultCode = (typeof FILE_FAULTS)[number];

export class FileFault extends Error {
  readonly code: FileFaultCode;
  /** Titles of columns, as this project writes them. */
  readonly columns: readonly string[];

  constructor(code: FileFaultCode, columns: readonly string[] = []) {
    super(`the file cannot be read: ${code}${columns.length === 0 ? '' : ` (${columns.join(', ')})`}`);
    this.name = 'FileFault';
    this.code = code;
    this.columns = columns;
  }
}
