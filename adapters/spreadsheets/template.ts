import { type CellValue, writeXlsx } from 'hucre/xlsx';
import type { Scale } from '#domain/scale';
import type { Words } from '#domain/words';
import { ANSWER_COLUMNS } from './answers.ts';
import { ROSTER_COLUMNS } from './roster.ts';

const ROWS_WITH_LISTS = 2_000;
const WIDTH = 14;
const TEXT = '@'; // a cell of text keeps the zeros in front of a number and never becomes a date

/** Cells of text, so that nothing in them is ever run. */
const sheetOf = (name: string, rows: CellValue[][], widths: readonly number[]) => ({
  name,
  rows,
  columns: widths.map((width) => ({ width, numFmt: TEXT })),
  freezePane: { rows: 1 },
});

/** A column of a table that is to be filled in, with what a person is told about it. */
interface GuidedColumn {
  readonly required: boolean;
  readonly label: Words;
  readonly list: readonly Words[];
  readonly how: Words;
}

const GUIDE_TITLES = ['列', '必填', '怎么填', 'column', 'required', 'how to fill in'];
const GUIDE_WIDTHS = [18, 8, 70, 24, 10, 70];

/** An empty table to fill in: titles with * where a cell is required and lists to choose from; a second sheet says in both languages how each is filled in. */
export function recordTemplate(name: Words, columns: readonly GuidedColumn[]): Promise<Uint8Array> {
  const titles = columns.map(({ label, required }) => label['zh-CN'] + (required ? '*' : ''));
  const guide = columns.map(({ label, required, how }) => [
    label['zh-CN'],
    required ? '是' : '',
    how['zh-CN'],
    label.en,
    required ? 'yes' : '',
    how.en,
  ]);
  const lists = Object.fromEntries(
    columns
      .map(({ list }, index) => [titles[index], list.map((each) => each['zh-CN'])])
      .filter(([, list]) => list?.length),
  );
  const rules = sheetOf('填写说明 how to', [GUIDE_TITLES, ...guide], GUIDE_WIDTHS);
  return workbookOf([
    listed(
      sheetOf(
        name['zh-CN'],
        [titles],
        titles.map(() => WIDTH),
      ),
      titles,
      lists,
    ),
    rules,
  ]);
}

/** A table as it stands, every cell text. */
export function recordTable(
  name: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Uint8Array> {
  return workbookOf([
    sheetOf(
      name,
      [[...titles], ...rows.map((row) => [...row])],
      titles.map(() => WIDTH),
    ),
  ]);
}

/** An empty roster to fill in, with lists for sex, grade and relation. */
export function rosterTemplate(): Promise<Uint8Array> {
  const titles = ROSTER_COLUMNS.map(({ title }) => title);
  const lists = {
    性别: ['男', '女'],
    年级: ['一', '二', '三', '四', '五', '六', '七', '八', '九']
      .map((n) => `${n}年级`)
      .concat(['高一', '高二', '高三']),
    关系: ['父亲', '母亲', '祖父', '祖母', '外祖父', '外祖母', '其他'],
  };
  return templateOf('名册', titles, lists);
}

/** An empty answer file for these instruments: as many item columns as the longest has. */
export function answersTemplate(scales: readonly Scale[]): Promise<Uint8Array> {
  const most = Math.max(0, ...scales.flatMap(({ items }) => items.map(({ n }) => n)));
  const items = Array.from({ length: most }, (_, index) => String(index + 1));
  const titles = [...ANSWER_COLUMNS.map(({ title }) => title), ...items];
  const distinct = (values: readonly string[]) => [...new Set(values)];
  const lists = {
    量表: distinct(scales.map(({ id }) => id)),
    版本: distinct(scales.map(({ version }) => version)),
  };
  return templateOf('答案', titles, lists);
}

function templateOf(
  name: string,
  titles: readonly string[],
  lists: Readonly<Record<string, readonly string[]>>,
): Promise<Uint8Array> {
  return workbookOf([
    listed(
      sheetOf(
        name,
        [[...titles]],
        titles.map(() => WIDTH),
      ),
      titles,
      lists,
    ),
  ]);
}

/** A sheet whose columns of these titles are chosen from lists. */
function listed(
  sheet: ReturnType<typeof sheetOf>,
  titles: readonly string[],
  lists: Readonly<Record<string, readonly string[]>>,
) {
  return {
    ...sheet,
    dataValidations: Object.entries(lists).map(([title, values]) => ({
      type: 'list' as const,
      values: [...values],
      range: listRange(titles.indexOf(title)),
      allowBlank: true,
      showErrorMessage: true,
      errorTitle: title,
      errorMessage: values.join('、'),
    })),
  };
}

function workbookOf(sheets: Parameters<typeof writeXlsx>[0]['sheets']): Promise<Uint8Array> {
  const written = new Date(0); // the same bytes each time
  return writeXlsx({ properties: { creator: 'Xinqiao', created: written, modified: written }, sheets });
}

function listRange(column: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + column);
  return `${letter}2:${letter}${ROWS_WITH_LISTS + 1}`;
}
