import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

let city: BrowserCity;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity(12);
  });

interface Page {
  readonly items: readonly { readonly campaign: string; readonly stage: string; readonly size: number }[];
}

describe.skipIf(chromiumPath === undefined)('a screening campaign in the console', () => {
  it('is planned by the counselor, opened, and shows each class with its missing consents and its slips', async () => {
    const { page, faults } = await city.seat('counselor');
    await page.goto('/campaigns');
    await page.getByText('没有进行中的测评').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '制定测评计划' }).click();
    await page.getByLabel('PHQ-9').first().check();
    await page.getByLabel('可访谈人数').fill('3');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '建立计划' }).dblclick();
    await page.getByRole('heading', { name: '各班进度' }).waitFor();
    const { items } = (await city.call('counselor', 'GET', '/api/campaigns/completion')) as Page;
    expect(items).toMatchObject([{ stage: 'planned', size: 12 }]);

    await page.getByRole('button', { name: '启动测评' }).click();
    await page.getByText('进行中', { exact: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByRole('columnheader', { name: '学号' }).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(1);
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('gives a class teacher the slips of the own class, each with a picture and a code, and no plan to make', async () => {
    const [campaign] = ((await city.call('counselor', 'GET', '/api/campaigns/completion')) as Page).items;
    const { page, faults } = await city.seat('classteacher', { size: 'phone' });
    await page.goto(`/campaigns/${campaign?.campaign}`);
    await page.getByRole('heading', { name: '各班进度' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    expect(await page.getByRole('button', { name: '制定测评计划' }).count()).toBe(0);
    await page.getByRole('link', { name: '发放单' }).click();
    await page.getByRole('heading', { name: /发放单/ }).waitFor();
    const slips = page.locator('.slip');
    const missing = page.getByText('缺监护人同意').or(slips.first());
    await missing.first().waitFor();
    for (const slip of await slips.all()) {
      expect(await slip.locator('code').innerText()).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
      expect(await slip.locator('svg').count()).toBe(1);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is nothing to a hospital', async () => {
    const { page } = await city.seat('hospital');
    await page.goto('/campaigns');
    await page.getByText('这里没有内容').waitFor();
    expect(await page.getByText('测评').count()).toBe(0);
  });
});
