import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath } from '#tools/testing/browser';

const MANY = 30;

describe.skipIf(chromiumPath === undefined)('a long list', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity(MANY);
    for (const { id: student } of city.city.students.slice(0, MANY))
      await city.call('counselor', 'POST', '/api/concerns', { student, signs: ['bullying'] });
  });

  it('stays within the screen, scrolls in itself, and draws every row that one comes to', async () => {
    const { page, faults } = await city.seat('counselor', { size: 'cheap' });
    await page.goto('/ledger');
    await page.locator('.row').first().waitFor();
    const list = page.locator('.worklist');
    expect(await list.evaluate((box) => box.clientHeight <= window.innerHeight)).toBe(true);
    expect(await list.evaluate((box) => box.scrollHeight > 2 * box.clientHeight)).toBe(true);
    // Not all of them at once, however long it is.
    expect(await page.locator('.row').count()).toBeLessThan(MANY);
    for (const place of [10, 20, MANY]) {
      const row = page.locator(`.row[aria-posinset="${place}"]`);
      await list.evaluate((box, at) => box.scrollTo(0, (at - 1) * 60), place);
      await row.waitFor();
      await row.locator('strong').waitFor();
    }
    expect(faults).toEqual([]);
  });

  it('has all its rows on paper, and afterwards again those in sight', async () => {
    const { page } = await city.seat('counselor', { size: 'cheap' });
    await page.goto('/ledger');
    await page.locator('.row').first().waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.row').count()).toBe(MANY);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect.poll(() => page.locator('.row').count()).toBeLessThan(MANY);
  });
});
