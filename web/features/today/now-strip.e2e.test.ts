import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';
import { type PlayedSchool, playedSchool } from '#tools/testing/played-school';

let city: BrowserCity;
let school: PlayedSchool;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
    school = await playedSchool(city);
  });

describe.skipIf(chromiumPath === undefined)('the first screen of a school', () => {
  it('shows a head who is in crisis, what waits for a signature and what is late, and opens the crisis by one tap', async () => {
    const [{ code: org }] = city.city.schools;
    const values = { topic: 'room', name: '心语小屋', where: '三楼', openedOn: '2026-09-01', checkEveryDays: 30 };
    await city.call('school-programme', 'POST', '/api/records/facility', { org, values });
    const { page, faults } = await city.seat('head');
    await page.goto('/');
    const strip = page.getByRole('region', { name: '现在要处理' });
    await strip.getByRole('heading', { name: '危机中 1' }).waitFor();
    await strip.getByRole('heading', { name: /等我签字 \d/ }).waitFor();
    await strip.getByRole('heading', { name: /已逾期 \d/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await strip.getByRole('link').first().click();
    await page.getByRole('heading', { name: '危机处置' }).waitFor();
    expect(page.url()).toContain(`/crisis/${school.crisis}`);
    await page.goBack();
    await strip.getByRole('heading', { name: '等我批准 1' }).waitFor();
    await strip.getByRole('link', { name: '心理服务设施' }).click();
    await page.waitForURL('**/records/facility?state=*');
    await page.getByText('心语小屋').first().waitFor();
    expect(faults).toEqual([]);
  });

  it('gives a class teacher one large button on a phone, and the duties for own pupils below it', async () => {
    const { page, faults } = await city.seat('classteacher', { size: 'phone', language: 'en' });
    await page.goto('/');
    await page.locator('.row').first().waitFor();
    expect(await page.locator('.row').count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.getByRole('link', { name: 'I worry about a pupil' }).click();
    await page.getByRole('heading', { name: 'Report a concern' }).or(page.getByRole('searchbox')).first().waitFor();
    expect(page.url()).toContain('/concern');
    expect(faults).toEqual([]);
  });
});
