import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { ChartBlock, OfficialDocument } from '#programme/document';
import { cellText, cellValue, type Table, tableOf } from '#programme/table';

export type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | LineSeriesOption
>;

/** Laid out in pixels that are 150 mm wide on the page. */
export const SIZE = { width: 590, height: 300 } as const;

/** Neighbours differ in brightness too: offices print in black. */
const COLOURS = ['#1f4e79', '#9dc3e6', '#c55a11', '#f4b183', '#404040', '#a6a6a6'];
const MARKERS = ['circle', 'rect', 'triangle', 'diamond'] as const;
const STROKES = ['solid', 'dashed', 'dotted'] as const;
const INK = '#262626';
const PAPER = '#ffffff';
const RULE = '#d9d9d9';

/** Up to so many numbers are written beside their marks; up to so many names stand upright, up to so many all stand. */
const NUMBERED = 24;
const UPRIGHT = 12;
const NAMED = 40;
const LETTER = 12;

/**
 * What the library is told to draw, words in the first family and numbers in the second. Rows are the categories, in the order of the table; a row
 * that sums up is left out.
 */
export function chartOption(
  chart: ChartBlock,
  document: OfficialDocument,
  words: string,
  numbers: string,
): ChartOption {
  const table = tableOf(document, chart.table);
  const names = table.rows.map((row) => cellText(row[0], document.figures));
  const several = chart.series.length > 1;
  return {
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: words, fontSize: LETTER, color: INK },
    ...(several ? { legend: { bottom: 0, itemWidth: 18, itemHeight: 10, textStyle: { color: INK } } } : {}),
    grid: { left: 8, right: 8, top: 8, bottom: several ? 34 : 8, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: names,
      boundaryGap: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { color: INK, ...nameLayout(names) },
    },
    yAxis: {
      type: 'value',
      name: chart.unit,
      nameTextStyle: { color: INK, align: 'left' },
      axisLabel: { color: INK, fontFamily: numbers, formatter: (value) => String(value) },
      splitLine: { lineStyle: { color: RULE } },
    },
    series: chart.series.map((_, at) => seriesOf(chart, table, at, document, numbers)),
  };
}

function nameLayout(names: readonly string[]) {
  if (names.length > NAMED) return { rotate: 45 };
  if (names.length > UPRIGHT) return { rotate: 45, interval: 0 };
  const width = Math.floor((SIZE.width - 60) / Math.max(1, names.length)) - 4;
  return { interval: 0, width: Math.max(LETTER * 2, width), overflow: 'break' as const };
}

type Series = BarSeriesOption | LineSeriesOption;

function seriesOf(
  { form, series }: ChartBlock,
  table: Table,
  at: number,
  { figures }: OfficialDocument,
  family: string,
): Series {
  const column = series[at] ?? 0;
  const shown = table.rows.map((row) => cellText(row[column], figures));
  // Numbers of two lines fall on one another.
  const numbered = table.rows.length * series.length <= NUMBERED && (form !== 'line' || series.length === 1);
  const common = {
    name: table.columns[column] ?? '',
    data: table.rows.map((row) => cellValue(row[column], figures)),
  };
  const written = ({ dataIndex }: { readonly dataIndex: number }) => shown[dataIndex] ?? '';
  if (form === 'line') {
    return {
      ...common,
      type: 'line',
      symbol: MARKERS[at % MARKERS.length] ?? 'circle',
      symbolSize: 7,
      lineStyle: { type: STROKES[at % STROKES.length] ?? 'solid', width: 2 },
      label: { show: numbered, position: 'top', fontFamily: family, color: INK, formatter: written },
    };
  }
  const stacked = form === 'stacked';
  return {
    ...common,
    type: 'bar',
    barMaxWidth: 36,
    ...(stacked ? { stack: 'all' } : {}),
    label: {
      show: numbered,
      position: stacked ? 'inside' : 'top',
      fontFamily: family,
      color: stacked && at % 2 === 0 ? PAPER : INK,
      formatter: written,
    },
  };
}
