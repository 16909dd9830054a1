/**
 * How large a file may be before anything of it is parsed. 20,000 sheets of 13 items are 1.2 MB as csv and 0.8 MB as a workbook; a
 * bomb of 293 KB was seen to take 702 MB where none of this was checked.
 */
export const LIMITS = {
  fileBytes: 16 * 1024 * 1024,
  /** Sum of what the parts of a workbook unpack to. */
  unpackedBytes: 32 * 1024 * 1024,
  /** Unpacked to packed; XML of a real sheet reaches 20. Small parts may repeat themselves more. */
  ratio: 100,
  ratioFromBytes: 1024 * 1024,
  parts: 500,
  /** Rows and columns of a workbook looked at, formatted but empty ones included. */
  scannedRows: 65_536,
  columns: 50,
  /** Rows with something in them, titles not counted: one file is one transaction. */
  rows: 20_000,
  /** The same of a file of records, which opens no case and seals nothing. */
  recordRows: 100_000,
  cellLength: 4_000,
  parseMs: 10_000,
  workerHeapMb: 192,
} as const;
