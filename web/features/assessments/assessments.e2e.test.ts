import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

describe.skipIf(chromiumPath === undefined)('assessments', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity();
  });

  it('are tried, published, opened down to their records, appealed and answered', { timeout: 300_000 }, () =>
    expectStory(city),
  );

  it('show the indicators in force, with formulas in words', async () => {
    const { page, faults } = await city.seat('inspector', { language: 'en', size: 'phone' });
    await page.goto('/assessments/indicators');
    await page.getByText('share (classes that had their hours, classes)').first().waitFor();
    expect(await page.getByRole('table').count()).toBe(3);
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('are not there for who reads none', async () => {
    const { page } = await city.seat('classteacher');
    await page.goto('/assessments');
    await page.getByText('这里没有内容').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(0);
  });
});

const SCHOOL = '999001001';

async function expectStory(city: BrowserCity) {
  for (const [duty, name] of [
    ['inCharge', '周以宁'],
    ['coordinator', '陈知夏'],
  ])
    await city.call('programme', 'POST', '/api/records/lead', {
      org: SCHOOL,
      values: { duty, name, since: '2024-09-01' },
    });
  const office = await city.seat('city');
  await expectEmpty(office.page);
  await drafted(office.page);
  const address = office.page.url();
  await office.page.getByText('评语：责任人明确').waitFor();
  expect(await office.page.getByRole('button', { name: /^申诉/ }).count()).toBe(0);
  expect(await seriousFindings(office.page)).toEqual([]);
  await expectRows(office.page);

  const head = await city.seat('head', { size: 'phone' });
  await head.page.goto('/assessments');
  await head.page.getByRole('listitem').filter({ hasText: '已公布' }).dblclick();
  await appealed(head.page);

  const decider = await city.seat('county', { language: 'en' });
  await decider.page.goto(address);
  await upheld(decider.page);
  await head.page.reload();
  await line(head.page, '组织机构与负责人').getByText('申诉成立').waitFor();
  await line(head.page, '组织机构与负责人').getByText('8 / 10 分').waitFor();
  await office.page.goto(address);
  await line(office.page, '组织机构与负责人').getByText('申诉成立').waitFor();
  // Whoever published it never freezes it; the other one not before the time for appeals is over.
  expect(await office.page.getByText('申诉期满、申诉都已答复后').count()).toBe(0);
  await decider.page.getByText('To be frozen here when the time for appeals is over').waitFor();
  for (const { page } of [office, decider])
    expect(await page.getByRole('button', { name: /^(封存|Freeze)$/ }).count()).toBe(0);
  expect([...office.faults, ...head.faults, ...decider.faults]).toEqual([]);
}

const line = (page: Page, name: string) => page.locator('.score-line').filter({ hasText: name });

async function expectEmpty(page: Page) {
  await page.goto('/assessments');
  await page.getByText('还没有考核').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
}

/** Nothing is kept by trying: the list stays empty until it is published. */
async function drafted(page: Page) {
  await page.getByRole('button', { name: '起草考核' }).first().click();
  await page.getByLabel('学校', { exact: true }).last().fill(SCHOOL);
  await page.getByTitle(new RegExp(SCHOOL)).click();
  await page.getByRole('button', { name: '试算' }).click();
  const seen = page.getByRole('region', { name: '试算结果' });
  await seen.getByText('尚未保存').waitFor();
  await line(page, '组织机构与负责人').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByLabel('评语：organised').fill('责任人明确');
  await page.getByRole('button', { name: '公布考核' }).click();
  await page.waitForURL(/\/assessments\/[\da-f-]{36}$/);
}

async function expectRows(page: Page) {
  await page.getByRole('link', { name: '已明确的负责人数 2' }).click();
  await page.getByText('计分时 2，现在台账 2').waitFor();
  expect(
    await page
      .getByRole('listitem')
      .filter({ hasText: /周以宁|陈知夏/ })
      .count(),
  ).toBe(2);
  expect(await seriousFindings(page)).toEqual([]);
}

async function appealed(page: Page) {
  await page.getByRole('button', { name: '申诉：组织机构与负责人' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('机构文件在校办');
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: '申诉' }).click();
  await page.getByText('待答复').waitFor();
  expect(await page.getByRole('button', { name: '申诉：组织机构与负责人' }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
}

async function upheld(page: Page) {
  await page.getByRole('button', { name: 'Answer the appeal: Body and named lead' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Points from now on/).fill('8');
  await dialog.getByLabel('Reason').fill('Seen in the office of the school');
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Answer the appeal' }).click();
  await page.getByText(/: upheld$/).waitFor();
}
