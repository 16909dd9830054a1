import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#domain/instant';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

const SCHOOL = '999001001';
/** Past the ten days for appeals that a form proposes. */
const LATER = 12;

describe.skipIf(chromiumPath === undefined)('an assessment when the time for appeals is over', () => {
  let city: BrowserCity;
  let address: string;
  beforeAll(async () => {
    city = await browserCity();
    await lead(city, '周以宁', 'inCharge');
    const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
    const subject = { assesses: 'school', org: SCHOOL, from: '2025-09-01', to: '2026-08-31' };
    const published = (await city.call('city', 'POST', '/api/assessments', { ...subject, appealUntil: day(10) })) as {
      readonly assessment: string;
    };
    address = `/assessments/${published.assessment}`;
  });

  it('is frozen by a second person, then corrected from the records of then, and nothing before it is lost', async () => {
    const publisher = await city.seatIn(LATER, 'city');
    await publisher.page.goto(address);
    await publisher.page.getByText('已公布', { exact: false }).first().waitFor();
    expect(await publisher.page.getByRole('button', { name: '封存' }).count()).toBe(0);
    await counted(publisher.page, 1);

    const second = await city.seatIn(LATER, 'county');
    await second.page.goto(address);
    await acted(second.page, '封存');
    await stands(second.page, '已封存');
    expect(await second.page.getByRole('button', { name: /^(封存|申诉)/ }).count()).toBe(0);
    await lead(city, '陈知夏', 'coordinator');
    await second.page.reload();
    await counted(second.page, 1);
    expect(await seriousFindings(second.page)).toEqual([]);

    await corrected(publisher.page);
    await stands(publisher.page, '已公布');
    await counted(publisher.page, 2);
    const versions = publisher.page.locator('ol.versions li');
    expect(await versions.allInnerTexts()).toEqual([
      expect.stringMatching(/已公布 · 第 2 次.*理由：第二位负责人漏登/s),
      expect.stringMatching(/已封存 · 第 1 次/),
      expect.stringMatching(/已公布 · 第 1 次/),
    ]);
    expect(await seriousFindings(publisher.page)).toEqual([]);
    expect([...publisher.faults, ...second.faults]).toEqual([]);
  });
});

async function lead(city: BrowserCity, name: string, duty: string): Promise<void> {
  const values = { duty, name, since: '2024-09-01' };
  await city.call('programme', 'POST', '/api/records/lead', { org: SCHOOL, values });
}

const stands = (page: Page, stage: string) => page.locator('ol.versions li').first().getByText(stage).waitFor();
const counted = (page: Page, leads: number) => page.getByRole('link', { name: `已明确的负责人数 ${leads}` }).waitFor();

async function acted(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: act }).click();
  await page.getByRole('dialog').getByRole('button', { name: act }).click();
}

/** A correction without a reason is said to lack it, and is not sent. */
async function corrected(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: '更正' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '更正' }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByLabel('理由').fill('第二位负责人漏登');
  await dialog.getByRole('button', { name: '更正' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
