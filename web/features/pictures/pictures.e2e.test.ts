import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

describe.skipIf(chromiumPath === undefined)('pictures', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity();
    const student = city.city.students[0]?.id;
    await city.call('counselor', 'POST', '/api/concerns', { student, signs: ['recentPlan'] });
  });

  it('show a school its open risk, drawn and as a table, with what the numbers mean', async () => {
    const { page, faults } = await city.seat('counselor', { size: 'phone' });
    await page.goto('/pictures');
    const risk = page.getByRole('region', { name: /^在案风险/ });
    await risk.first().waitFor();
    await page.getByText('此刻未结案的个案').waitFor();
    expect(await page.locator('.heat td').allInnerTexts()).toContain('1');
    await page.locator('.bars svg').first().waitFor();
    await risk.first().getByText('表', { exact: true }).click();
    await risk.first().getByRole('columnheader', { name: 'L4' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('N08: tell a county no number of few children, and say that they are kept back', async () => {
    const { page, faults } = await city.seat('county', { language: 'en' });
    await page.goto('/pictures');
    await page.locator('.heat td').first().waitFor();
    const cells = await page.locator('.heat td').allInnerTexts();
    expect(cells).toContain('not shown');
    expect(cells.filter((text) => /^[1-9]$/.test(text))).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('show those who keep the programme its own pictures, down to the classes of a school', async () => {
    const { page, faults } = await city.seat('programme');
    await page.goto('/pictures');
    await page.getByRole('heading', { name: /^心理课课时/ }).waitFor();
    expect(await page.locator('.heat').count()).toBe(0);
    await page.getByRole('button', { name: '望舒区第一初级中学' }).first().click();
    await page.getByText('望舒区第一初级中学', { exact: false }).first().waitFor();
    await page.locator('.bars svg').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('stand beside the year before, and leave as a table and as a picture that name who took them', () =>
    expectTaken(city));

  it('are asked for when somebody goes there, not when a mouse passes their link, and over the place that is chosen', () =>
    expectAskedByGoing(city));
});

async function expectAskedByGoing(city: BrowserCity): Promise<void> {
  const { page, faults } = await city.seat('programme');
  const asked = askedOn(page);
  await page.goto('/jobs');
  const link = page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '图表' });
  await goPast(page, link);
  expect(asked).toEqual([]);
  await link.click();
  await page.locator('.chart').first().waitFor();
  expect(asked[0]).toBe('/api/pictures');
  await choose(page, '望舒区第一初级中学');
  expect(faults).toEqual([]);
}

async function expectTaken(city: BrowserCity): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await page.goto('/pictures');
  const card = page.locator('.picture-grid > .card').filter({ has: page.getByRole('heading', { name: /^活动次数/ }) });
  await card.getByRole('button', { name: '与上年同期比较' }).click();
  const beside = card.getByRole('region', { name: '与上年同期比较' });
  await beside.getByText('0 → 0', { exact: false }).first().waitFor();
  expect(await beside.locator('tbody tr').count()).toBeGreaterThan(0);
  const risk = page.locator('.picture-grid > .card').filter({ has: page.getByRole('heading', { name: /^在案风险/ }) });
  expect(await risk.getByRole('button', { name: /与上年同期比较|导出图片/ }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);

  const table = await taken(page, () => risk.getByRole('button', { name: '导出表格' }).click());
  expect(table).toMatch(/^\uFEFF在案风险（等级与单位）,/);
  const picture = await taken(page, () => card.getByRole('button', { name: '导出图片' }).click());
  expect(picture).toMatch(/^<svg .*活动次数.*<\/svg>$/s);
  for (const file of [table, picture]) expect(file).toMatch(/导出人 \S+ · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d · 请求 /);
  expect(await seriousFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
}

/** Asks for a file, says why, and reads what came. */
async function taken(page: Page, ask: () => Promise<void>): Promise<string> {
  await ask();
  const dialog = page.getByRole('dialog').filter({ visible: true });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: '质量检查' }).click(),
  ]);
  await dialog.waitFor({ state: 'hidden' });
  return readFileSync(await file.path(), 'utf8');
}

/** The addresses of pictures that the page asks for from now on. */
function askedOn(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/pictures')) asked.push(pathname);
  });
  return asked;
}

/** With the mouse over the link, to another screen. */
async function goPast(page: Page, link: Locator): Promise<void> {
  await link.hover();
  await page.getByRole('link', { name: '数据统计' }).click();
  await page.locator('.figure-grid').first().waitFor();
}

async function choose(page: Page, school: string): Promise<void> {
  await page.getByRole('button', { name: '统计范围 本单位及下属' }).press('Enter');
  await page.getByRole('combobox', { name: '统计范围' }).fill(school.slice(0, 5));
  await page.locator('.ant-select-item-option', { hasText: school }).click();
  await page.waitForURL(/org=/);
  await page.locator('.chart', { hasText: school }).first().waitFor();
}
