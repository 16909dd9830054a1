import { isDay } from '#domain/instant';
import {
  type Block,
  type ChartBlock,
  DOCUMENT_KINDS,
  FIGURE_CODE,
  type HeadingLevel,
  isFigureRun,
  isTextBlock,
  type OfficialDocument,
  type Part,
  type Run,
} from './document.ts';
import { figureFaults, runFaults } from './document-edit.ts';
import { type DocumentFault, fault, textFaults } from './document-fault.ts';
import { type Table, tableOf } from './table.ts';

/** An id of a block, unique within its document: `p3`, `activities-table`. */
const BLOCK_ID = /^[a-z][a-z0-9-]{0,39}$/;

/** Everything that must hold of a document at any time, draft or not; empty when it does. Renderers rely on it. */
export function documentFaults(document: OfficialDocument): readonly DocumentFault[] {
  return [
    ...partFaults(document),
    ...figuresFaults(document),
    ...document.blocks.flatMap((block, at) => blockFaults(block, document, `/blocks/${at}`)),
    ...idFaults(document.blocks),
    ...levelFaults(document.blocks),
    ...Object.entries(document.tables).flatMap(([code, table]) => tableFaults(code, table, document)),
  ];
}

/**
 * What keeps a draft from being signed: parts of the form that its kind needs, blocks where something is still to be written, and figures that a
 * sentence claims though they could not be computed. A table may show that one was not.
 */
export function signingFaults(document: OfficialDocument): readonly DocumentFault[] {
  const { needs }: { readonly needs: readonly Part[] } = DOCUMENT_KINDS[document.kind];
  const open = document.blocks.flatMap((block, at) =>
    isTextBlock(block) && block.open !== undefined ? [fault(`/blocks/${at}`, 'stillOpen')] : [],
  );
  const missing = needs.filter((part) => isMissing(document, part)).map((part) => fault(`/${part}`, 'partMissing'));
  const uncomputed = document.blocks.flatMap((block, at) =>
    isTextBlock(block) ? uncomputedIn(block.runs, document, `/blocks/${at}`) : [],
  );
  return [...missing, ...open, ...uncomputed];
}

function uncomputedIn(runs: readonly Run[], { figures }: OfficialDocument, pointer: string): readonly DocumentFault[] {
  const missing = runs.flatMap((run) => (isFigureRun(run) && figures[run.figure]?.value === null ? [run.figure] : []));
  return missing.map((code) => fault(pointer, 'figureUncomputed', code));
}

/** The number, the days and who signs are given with the last signature, so they are not waited for here. */
function isMissing(document: OfficialDocument, part: Part): boolean {
  if (part === 'number') return document.number.word === '';
  if (part === 'addressees') return document.addressees.length === 0;
  return part !== 'date' && part !== 'signer' && document[part] === null;
}

function partFaults(document: OfficialDocument): readonly DocumentFault[] {
  const { issuer, number, signer, title, addressees, attachments, contact, copies, printed, date } = document;
  const lists = { title, addressees, attachments, copies: copies.map(({ to }) => to) };
  const single = [
    ['/issuer', issuer],
    ['/signer', signer],
    ['/contact/name', contact?.name ?? null],
    ['/contact/phone', contact?.phone ?? null],
    ['/printed/office', printed?.office ?? null],
  ] as const;
  const counts = copies.flatMap(({ count }, at) =>
    count === undefined || (Number.isInteger(count) && count > 0)
      ? []
      : [fault(`/copies/${at}/count`, 'numberInvalid')],
  );
  const days = [['/date', date] as const, ['/printed/date', printed?.date ?? null] as const];
  return [
    ...single.flatMap(([pointer, text]) => (text === null ? [] : textFaults(text, pointer))),
    ...Object.entries(lists).flatMap(([part, texts]) =>
      texts.flatMap((text, at) => textFaults(text, `/${part}/${at}`)),
    ),
    ...(title.length === 0 ? [fault('/title', 'textMissing')] : []),
    ...(isNumber(number) ? [] : [fault('/number', 'numberInvalid')]),
    ...counts,
    ...days.flatMap(([pointer, day]) => (day === null || isDay(day) ? [] : [fault(pointer, 'dayUnknown')])),
  ];
}

function isNumber({ word, year, sequence }: OfficialDocument['number']): boolean {
  const sequenceHolds = sequence === null || (Number.isInteger(sequence) && sequence >= 1);
  return (
    Number.isInteger(year) && year >= 1949 && year <= 9999 && sequenceHolds && textFaults(`${word}.`, '').length === 0
  );
}

function figuresFaults({ figures }: OfficialDocument): readonly DocumentFault[] {
  return Object.entries(figures).flatMap(([code, { value, shown, unit }]) => {
    if (!FIGURE_CODE.test(code)) return [fault('/figures', 'figureMalformed')];
    const finite = value === null || Number.isFinite(value) ? [] : [fault(`/figures/${code}`, 'numberInvalid', code)];
    return [
      ...finite,
      ...textFaults(shown, `/figures/${code}/shown`),
      ...textFaults(`${unit}.`, `/figures/${code}/unit`),
    ];
  });
}

function blockFaults(block: Block, document: OfficialDocument, pointer: string): readonly DocumentFault[] {
  if (!isTextBlock(block)) {
    if (!Object.hasOwn(document.tables, block.table)) return [fault(`${pointer}/table`, 'tableUnknown')];
    return block.kind === 'chart' ? seriesFaults(block, tableOf(document, block.table), pointer) : [];
  }
  const open = block.open === undefined ? [] : textFaults(block.open, `${pointer}/open`);
  // What is still to be written may have no words yet.
  if (block.open !== undefined && block.runs.length === 0) return open;
  return [...open, ...runFaults(block.runs, document, (at) => `${pointer}/runs/${at}`)];
}

function seriesFaults({ series }: ChartBlock, table: Table, pointer: string): readonly DocumentFault[] {
  if (series.length === 0) return [fault(`${pointer}/series`, 'columnUnknown')];
  const known = (column: number) => Number.isInteger(column) && column >= 1 && column < table.columns.length;
  return series.flatMap((column, at) => (known(column) ? [] : [fault(`${pointer}/series/${at}`, 'columnUnknown')]));
}

function tableFaults(code: string, table: Table, document: OfficialDocument): readonly DocumentFault[] {
  if (!FIGURE_CODE.test(code)) return [fault('/tables', 'tableMalformed')];
  const pointer = `/tables/${code}`;
  const { title, definition, scope, columns, rows, total, period, recordsTo } = table;
  const texts = Object.entries({ title, definition, scope }).flatMap(([part, text]) =>
    textFaults(text, `${pointer}/${part}`),
  );
  const titles = columns.flatMap((column, at) => textFaults(column, `${pointer}/columns/${at}`));
  const days = Object.entries({ 'period/from': period.from, 'period/to': period.to, recordsTo });
  const cells = [
    ...rows.map((row, at) => [row, `${pointer}/rows/${at}`] as const),
    [total, `${pointer}/total`] as const,
  ];
  return [
    ...texts,
    ...titles,
    ...days.flatMap(([part, day]) => (isDay(day) ? [] : [fault(`${pointer}/${part}`, 'dayUnknown')])),
    ...(period.from > period.to ? [fault(`${pointer}/period`, 'dayUnknown')] : []),
    ...cells.flatMap(([row, at]) => (row === null ? [] : rowFaults(row, columns.length, document, at))),
  ];
}

function rowFaults(
  row: readonly Run[],
  width: number,
  document: OfficialDocument,
  pointer: string,
): readonly DocumentFault[] {
  if (row.length !== width) return [fault(pointer, 'rowLengthWrong')];
  return row.flatMap((cell, at) =>
    'figure' in cell ? figureFaults(cell.figure, document, `${pointer}/${at}`) : emptyOr(cell.text, `${pointer}/${at}`),
  );
}

/** A cell may be empty. */
function emptyOr(text: string, pointer: string): readonly DocumentFault[] {
  return text === '' ? [] : textFaults(text, pointer);
}

function idFaults(blocks: readonly Block[]): readonly DocumentFault[] {
  return blocks.flatMap(({ id }, at) => {
    if (!BLOCK_ID.test(id)) return [fault(`/blocks/${at}/id`, 'idMalformed')];
    return blocks.findIndex((other) => other.id === id) < at ? [fault(`/blocks/${at}/id`, 'idTwice')] : [];
  });
}

/** A heading stands at most one level below the one before it. */
function levelFaults(blocks: readonly Block[]): readonly DocumentFault[] {
  let above: HeadingLevel | 0 = 0;
  return blocks.flatMap((block, at) => {
    if (block.kind !== 'heading') return [];
    const skips = block.level > above + 1;
    above = block.level;
    return skips ? [fault(`/blocks/${at}/level`, 'headingSkipsLevel')] : [];
  });
}
