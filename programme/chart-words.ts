import { words } from '#domain/words';
import type { ChartBlock, OfficialDocument } from './document.ts';
import { FORM_WORDS, MARKS } from './official-words.ts';
import { cellText, cellValue, type Table, tableOf } from './table.ts';

const FORMS = {
  bar: words('柱形图', 'Bar chart'),
  line: words('折线图', 'Line chart'),
  stacked: words('堆积柱形图', 'Stacked bar chart'),
} as const;

/** Longer lists are told by their greatest and smallest: nobody listens to a hundred numbers. */
const LISTED = 12;

const TOLD = {
  rows: words('共{n}项', '{n} rows'),
  greatest: words('最大为', 'greatest: '),
  smallest: words('最小为', 'smallest: '),
} as const;

/** What a chart shows, for who cannot see it: its form, title, unit, and the figures of each series. The whole is in the table beside it. */
export function chartWords(chart: ChartBlock, document: OfficialDocument): string {
  const { language } = document;
  const table = tableOf(document, chart.table);
  const { comma, stop } = MARKS[language];
  const colon = FORM_WORDS.addresseeEnd[language];
  const head = `${FORMS[chart.form][language]}${colon}${table.title}${comma}${FORM_WORDS.unit[language]}${chart.unit}${stop}`;
  const series = chart.series.map(
    (column) => `${table.columns[column] ?? ''}${colon}${seriesWords(table, column, document)}${stop}`,
  );
  return [head, ...series].join(language === 'en' ? ' ' : '');
}

function seriesWords(table: Table, column: number, { figures, language }: OfficialDocument): string {
  const points = table.rows.map((row) => ({
    name: cellText(row[0], figures),
    shown: cellText(row[column], figures),
    value: cellValue(row[column], figures),
  }));
  const said = ({ name, shown }: (typeof points)[number]) => `${name} ${shown}`;
  if (points.length <= LISTED) return points.map(said).join(FORM_WORDS.between[language]);
  const ranked = points.filter(({ value }) => value !== null).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const ends = [ranked[0], ranked.at(-1)].map((point) => (point === undefined ? '' : said(point)));
  const count = TOLD.rows[language].replace('{n}', String(points.length));
  return [count, `${TOLD.greatest[language]}${ends[0]}`, `${TOLD.smallest[language]}${ends[1]}`].join(
    MARKS[language].comma,
  );
}
