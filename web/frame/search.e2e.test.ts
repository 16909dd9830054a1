import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

interface Pupils {
  readonly items: readonly { readonly id: string; readonly number: string; readonly name: string | null }[];
}

let city: BrowserCity;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
  });

describe.skipIf(chromiumPath === undefined)('search by a key', () => {
  it('finds a pupil by whole name and number and leads to the open case, and a screen by its name', async () => {
    const { items } = (await city.call('counselor', 'GET', '/api/students')) as Pupils;
    const { id: student, number = '', name } = items[0] ?? {};
    const { case: caseId } = (await city.call('head', 'POST', '/api/concerns', { student, signs: ['bullying'] })) as {
      case: string;
    };
    const { page, faults } = await city.seat('counselor');
    await page.goto('/ledger');
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('查找').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    const box = page.getByLabel('学生或页面');
    await box.fill(number);
    await page.getByRole('button', { name: number }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await box.fill(name ?? '');
    await page.getByRole('dialog').getByRole('button', { name: number }).click();
    await page.waitForURL(`**/cases/${caseId}`);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.getByLabel('学生或页面').fill('测评');
    await page.getByRole('dialog').getByRole('button', { name: '测评' }).click();
    await page.waitForURL('**/campaigns');
    expect(faults).toEqual([]);
  });

  it('finds nobody of another school', async () => {
    const others = city.city.students.at(-1);
    const { page } = await city.seat('counselor');
    await page.goto('/today');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByLabel('学生或页面').fill(`${others?.name ?? ''}`);
    await page.getByText('没有找到').waitFor();
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(0);
  });
});
