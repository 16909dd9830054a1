import { beforeAll, describe, expect, it } from 'vitest';
import type { OfficialDocument } from '#programme/document';
import { lackingForPages, type Page, pagesOf } from '#tools/testing/pages';
import { sampleReply, sampleReport } from '#tools/testing/sample-documents';
import { letteringOf } from './typefaces.ts';
import { wordOf } from './word.ts';

const LACKING = [...lackingForPages(), ...(letteringOf().words === null ? ['a typeface with Chinese letters'] : [])];
const UNSEEN = LACKING.length === 0 ? '' : ` (not looked at: this machine lacks ${LACKING.join(', ')})`;

/** Points in a millimetre; a page is read at 72 dots an inch. */
const mm = (millimetres: number) => Math.round((millimetres * 72) / 25.4);
/** The type area: 28 mm from the left, 37 mm from the top, 156 x 225 mm. */
const AREA = { left: mm(28), right: mm(184), top: mm(37), bottom: mm(262) };
const SLACK = 3;

type Colour = readonly [number, number, number];
const isRed = ([red, green, blue]: Colour) => red > 150 && green < 120 && blue < 120;
const isInk = (colour: Colour) => Math.min(...colour) < 160;

/** Places in a rectangle where the page is as asked, as [x, y]. */
function dots(
  page: Page,
  where: (colour: Colour) => boolean,
  box: Partial<typeof AREA> = {},
): (readonly [number, number])[] {
  const { left = 0, right = page.width, top = 0, bottom = page.height } = box;
  const found: (readonly [number, number])[] = [];
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) if (where(page.at(x, y))) found.push([x, y]);
  return found;
}

/** Heights at which a rule runs over the whole width of the type area. */
function rules(page: Page, where: (colour: Colour) => boolean): number[] {
  const rows = new Map<number, number>();
  for (const [x, y] of dots(page, where)) if (x >= AREA.left && x < AREA.right) rows.set(y, (rows.get(y) ?? 0) + 1);
  return [...rows].flatMap(([y, count]) => (count > (AREA.right - AREA.left) * 0.98 ? [y] : []));
}

const SAMPLES: readonly (readonly [
  name: string,
  document: OfficialDocument,
  pages: number,
  shows: readonly string[],
])[] = [
  [
    'a reply',
    sampleReply(),
    2,
    ['办理结果：A', '心桥市教育局文件', '签发人：林知远', '477883', '960余人', '联系人：周以宁'],
  ],
  [
    'a report',
    sampleReport(),
    4,
    ['情况的报告', '一、基本情况', '（一）组织机构', '93.5%', '615586', '图1', '表1', '附件：1.'],
  ],
];

describe.each(SAMPLES)(`%s on paper${UNSEEN}`, (_, document, count, shows) => {
  let pages: readonly Page[] = [];
  beforeAll(async () => {
    if (LACKING.length === 0) pages = await pagesOf(await wordOf(document));
  });
  const page = (at: number) => pages.at(at) ?? expect.fail(`no page ${at}`);

  it.skipIf(LACKING.length > 0)(`takes ${count} pages of A4 that show its words and figures`, () => {
    expect(pages).toHaveLength(count);
    for (const { width, height } of pages) {
      expect(Math.abs(width - mm(210))).toBeLessThanOrEqual(1); // a part of a dot is a dot
      expect(Math.abs(height - mm(297))).toBeLessThanOrEqual(1);
    }
    const text = pages.map((it) => it.text.replace(/\s/g, '')).join('');
    for (const shown of [...shows, '抄送：', '2026年9月20日印发']) expect(text).toContain(shown.replace(/\s/g, ''));
  });

  it.skipIf(LACKING.length > 0)(
    'has its letterhead in red 35 mm below the head, and a red rule over the whole width',
    () => {
      const [, top = 0] = dots(page(0), isRed)[0] ?? [];
      expect(Math.abs(top - AREA.top - mm(35))).toBeLessThan(mm(6));
      expect(rules(page(0), isRed).length).toBeGreaterThan(0);
      for (const other of pages.slice(1)) expect(dots(other, isRed)).toEqual([]);
    },
  );

  it.skipIf(LACKING.length > 0)(
    'prints nothing beside or above the type area but marks that hang from the end of a line',
    () => {
      for (const each of pages) {
        expect(dots(each, isInk, { right: AREA.left - SLACK })).toEqual([]);
        expect(dots(each, isInk, { left: AREA.right + mm(6) })).toEqual([]);
        expect(dots(each, isInk, { bottom: AREA.top - SLACK })).toEqual([]);
      }
    },
  );

  it.skipIf(LACKING.length > 0)('numbers odd pages on the right and even ones on the left', () => {
    const middle = mm(105);
    for (const [at, each] of pages.entries()) {
      const foot = dots(each, isInk, { top: AREA.bottom + SLACK });
      expect(foot.length).toBeGreaterThan(0);
      for (const [x] of foot) expect(x > middle).toBe(at % 2 === 0);
    }
  });

  it.skipIf(LACKING.length > 0)('ends with three rules, the lowest at the foot of the type area', () => {
    const last = rules(page(-1), isInk);
    const apart = last.filter((y, n) => n === 0 || y - (last[n - 1] ?? 0) > 2);
    expect(apart.length).toBeGreaterThanOrEqual(3);
    expect(Math.abs((last.at(-1) ?? 0) - AREA.bottom)).toBeLessThan(mm(3));
  });
});
