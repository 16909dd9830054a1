import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChartBlock, OfficialDocument } from '#programme/document';
import { sampleReport } from '#tools/testing/sample-documents';
import { drawCharts } from './chart.ts';
import { chartOption } from './chart-option.ts';
import { letteringOf } from './typefaces.ts';

const NONE = { words: null, numbers: null };
const chart: ChartBlock = { kind: 'chart', id: 'c', form: 'bar', table: 'activities.byKind', series: [1], unit: '次' };
const withCharts = (...charts: readonly ChartBlock[]): OfficialDocument => ({ ...sampleReport(), blocks: charts });

describe('a chart', () => {
  it('is drawn the same each time, a bar, a line or a stack', async () => {
    const document = withCharts(
      ...(['bar', 'line', 'stacked'] as const).map((form) => ({ ...chart, id: form, form, series: [1, 2] })),
    );
    const [first, second] = [await drawCharts(document, NONE), await drawCharts(document, NONE)];
    expect([...first.keys()]).toEqual(['bar', 'line', 'stacked']);
    expect(new Set([...first.values()].map(({ png }) => Buffer.from(png).toString('base64'))).size).toBe(3);
    for (const [id, { png, width, height }] of first) {
      expect([width, height]).toEqual([1_180, 600]);
      expect(Buffer.from(png).equals(Buffer.from(second.get(id)?.png ?? []))).toBe(true);
      expect(Buffer.from(png).subarray(1, 4).toString('latin1')).toBe('PNG');
    }
  });

  it('is drawn without letters where the machine has none, and says so', async () => {
    const [picture] = (await drawCharts(withCharts(chart), NONE)).values();
    expect(picture?.lettered).toBe(false);
  });

  it.skipIf(letteringOf().words === null)('is lettered where the machine has Chinese letters', async () => {
    const [lettered] = (await drawCharts(withCharts(chart))).values();
    const [bare] = (await drawCharts(withCharts(chart), NONE)).values();
    expect(lettered?.lettered).toBe(true);
    expect(lettered?.png.length).toBeGreaterThan((bare?.png.length ?? 0) * 1.2);
  });
});

describe('what is drawn', () => {
  const option = (block: ChartBlock, document = withCharts(block)) => chartOption(block, document, 'Words', 'Numbers');
  const seriesOf = (block: ChartBlock, document?: OfficialDocument) => [option(block, document).series ?? []].flat();

  it('is the rows of the table in their order, and no sum', () => {
    const [times] = seriesOf(chart);
    expect(times?.data).toEqual([349, 21, 110, 25, 23, 56, 25]);
    expect(option(chart).xAxis).toMatchObject({
      data: [
        '知识宣传',
        '情景剧评选及展播',
        '中高考考前辅导',
        '朋辈关爱行动',
        '教师专题培训',
        '家庭教育指导',
        '进社区活动',
      ],
    });
  });

  it('leaves a gap for what could not be computed', () => {
    const { figures, ...rest } = withCharts(chart);
    const gap = { ...rest, figures: { ...figures, 'activities.times.drama': { value: null, shown: '—', unit: '次' } } };
    expect(seriesOf(chart, gap)[0]?.data).toEqual([349, null, 110, 25, 23, 56, 25]);
  });

  it('numbers bars and one line, but not two lines over each other', () => {
    const labels = (block: ChartBlock) => seriesOf(block).map(({ label }) => label?.show);
    expect(labels({ ...chart, series: [1, 2] })).toEqual([true, true]);
    expect(labels({ ...chart, form: 'line' })).toEqual([true]);
    expect(labels({ ...chart, form: 'line', series: [1, 2] })).toEqual([false, false]);
  });

  it('stacks only a stack', () => {
    const stacks = (form: ChartBlock['form']) => seriesOf({ ...chart, form }).map((series) => 'stack' in series);
    expect([stacks('bar'), stacks('stacked')]).toEqual([[false], [true]]);
  });
});

describe('typefaces', () => {
  it('are found by the order of preference, however deep they lie', () => {
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-fonts-'));
    try {
      mkdirSync(join(folder, 'truetype', 'wqy'), { recursive: true });
      writeFileSync(join(folder, 'truetype', 'wqy', 'wqy-zenhei.ttc'), '');
      expect(letteringOf([folder]).words?.family).toBe('WenQuanYi Zen Hei');
      writeFileSync(join(folder, 'SIMHEI.TTF'), '');
      writeFileSync(join(folder, 'DejaVuSans.ttf'), '');
      expect(letteringOf([folder])).toEqual({
        words: { file: join(folder, 'SIMHEI.TTF'), family: 'SimHei' },
        numbers: { file: join(folder, 'DejaVuSans.ttf'), family: 'DejaVu Sans' },
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are none where there is no such folder', () => {
    expect(letteringOf([join(tmpdir(), 'xinqiao-no-such-folder')])).toEqual(NONE);
  });
});
