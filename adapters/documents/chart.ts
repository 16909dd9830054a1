import { renderAsync } from '@resvg/resvg-js';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartBlock, OfficialDocument } from '#programme/document';
import { type ChartOption, chartOption, SIZE } from './chart-option.ts';
import { type Lettering, letteringOf } from './typefaces.ts';

use([BarChart, GridComponent, LegendComponent, LineChart, SVGRenderer]);

export interface Picture {
  readonly png: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** False when the machine has no typeface with Chinese letters, so that words are missing in the picture. */
  readonly lettered: boolean;
}

/** Twice as fine as it is laid out: 200 dots an inch on 150 mm. */
const ZOOM = 2;

/** Every chart of a document, drawn, by the id of its block. */
export async function drawCharts(
  document: OfficialDocument,
  lettering: Lettering = letteringOf(),
): Promise<ReadonlyMap<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const block of document.blocks) {
    if (block.kind === 'chart') pictures.set(block.id, await drawChart(block, document, lettering));
  }
  return pictures;
}

/** One chart as a PNG: laid out without a browser, drawn off the main thread. The same figures and typefaces give the same bytes. */
async function drawChart(chart: ChartBlock, document: OfficialDocument, lettering: Lettering): Promise<Picture> {
  const { words, numbers } = lettering;
  const found = [words, numbers].filter((typeface) => typeface !== null);
  const family = found[0]?.family ?? 'sans-serif';
  const drawn = await renderAsync(svgOf(chartOption(chart, document, family, numbers?.family ?? family)), {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false, fontFiles: found.map(({ file }) => file), defaultFontFamily: family },
  });
  return { png: drawn.asPng(), width: drawn.width, height: drawn.height, lettered: words !== null };
}

function svgOf(option: ChartOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
