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

  it('go by a next version of the indicators, whose faults are said beside the field and publish nothing', async () => {
    const { page, faults } = await city.seat('city');
    await page.goto('/assessments/indicators');
    await page.locator('section').filter({ hasText: '区县考核指标' }).getByRole('link', { name: '修订指标' }).click();
    const first = page.locator('.indicator-fields').first();
    const formula = first.getByLabel('公式');
    const sound = await formula.inputValue();
    await formula.fill('screening.positives / 0');
    await first.getByLabel('权重').fill('0.5');
    await page.getByRole('button', { name: '发布第 2 版' }).click();
    await first.getByText('学生测评结果、预警和个案数量不得用于考核').waitFor();
    await page.getByText('各项权重之和须为 100').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await expectVersions(page, [1]);

    await formula.fill(sound);
    const { weights, sum } = await weightsOf(page);
    await first.getByLabel('权重').fill(String(100 - (sum - 0.5)));
    await page.getByText('权重合计 100，').waitFor();
    expect(weights.length).toBeGreaterThan(1);
    await page.getByRole('button', { name: '发布第 2 版' }).click();
    await page.getByRole('heading', { name: /区县考核指标.*第 2 版/ }).waitFor();
    await expectVersions(page, [1, 2]);
    const county = await city.seat('county');
    await county.page.goto('/assessments/indicators');
    await county.page.getByRole('heading', { name: /区县考核指标.*第 2 版/ }).waitFor();
    expect(await county.page.getByRole('link', { name: '修订指标' }).count()).toBe(0);
    expect([...faults, ...county.faults]).toEqual([]);
  });

  it('are not there for who reads none', async () => {
    const { page } = await city.seat('classteacher');
    await page.goto('/assessments');
    await page.getByText('这里没有内容').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(0);
  });
});

async function weightsOf(page: Page) {
  const weights = await page
    .locator('.indicator-fields')
    .getByLabel('权重')
    .evaluateAll((fields) => fields.map((field) => Number((field as HTMLInputElement).value)));
  return { weights, sum: weights.reduce((total, weight) => total + weight, 0) };
}

async function expectVersions(page: Page, versions: readonly number[]) {
  const kept = await page.evaluate(async () => (await fetch('/api/indicator-sets')).json());
  const { items } = kept as { items: readonly { code: string; version: number }[] };
  expect(items.filter(({ code }) => code === 'county').map(({ version }) => version)).toEqual(versions);
}

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
