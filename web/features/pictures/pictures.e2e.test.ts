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
});
