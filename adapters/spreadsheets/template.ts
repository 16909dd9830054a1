import { type CellValue, writeXlsx } from 'hucre/xlsx';
import type { Scale } from '#domain/scale';
import { ANSWER_COLUMNS } from './answers.ts';
import { ROSTER_COLUMNS } from './roster.ts';

const ROWS_WITH_LISTS = 2_000;
const WIDTH = 14;
const TEXT = '@'; // a cell of text keeps the zeros in front of a number and never becomes a date

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
  const written = new Date(0); // the same bytes each time
  const rows: CellValue[][] = [[...titles]];
  return writeXlsx({
    properties: { creator: 'Xinqiao', created: written, modified: written },
    sheets: [
      {
        name,
        rows,
        columns: titles.map(() => ({ width: WIDTH, numFmt: TEXT })),
        freezePane: { rows: 1 },
        dataValidations: Object.entries(lists).map(([title, values]) => ({
          type: 'list' as const,
          values: [...values],
          range: listRange(titles.indexOf(title)),
          allowBlank: true,
          showErrorMessage: true,
          errorTitle: title,
          errorMessage: values.join('、'),
        })),
      },
    ],
  });
}

function listRange(column: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + column);
  return `${letter}2:${letter}${ROWS_WITH_LISTS + 1}`;
}
