import type { Page } from 'playwright-core';
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
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Still missing: Which student, What you saw').waitFor();
    expect(faults).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('saying that one has a duty', () => {
  it('can be taken back for some seconds, then goes out, and goes out at once when one leaves', takenBack);
  it('leaves Enter to the link or button that has the focus, and opens the chosen row otherwise', async () => {
    const { page } = await city.seat('counselor');
    await page.goto('/today?list=mine');
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('j');
    await page.locator('.row-chosen').waitFor();
    await page.getByRole('link', { name: '台账', exact: true }).press('Enter');
    await page.waitForURL('**/ledger');
    await page.goBack();
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(cases|crisis|referrals)\//);
    expect(new URL(page.url()).pathname).toMatch(/^\/(cases|crisis|referrals)\/[0-9a-f-]+$/);
  });
  it('is never held back at red', async () => {
    const { page } = await city.seat('counselor');
    await page.clock.install();
    const sent = actsOf(page);
    await page.goto('/today?level=L4');
    await page.getByRole('button', { name: HEARD }).first().click();
    await expect.poll(() => sent.length).toBe(1);
    expect(await page.getByRole('button', { name: '撤销' }).count()).toBe(0);
  });
});

const HEARD = /^(知悉|我来处理)$/;

/** The keys of the acts that were sent: one that is asked again under its key is one act. */
function actsOf(page: Page): readonly string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const key = request.headers()['idempotency-key'] ?? '';
    if (request.method() === 'POST' && request.url().endsWith('/acts') && !sent.includes(key)) sent.push(key);
  });
  return sent;
}

async function unheard(): Promise<number> {
  const { items } = (await city.call('counselor', 'GET', '/api/duties?list=mine&level=L2&limit=200')) as {
    readonly items: readonly { readonly acknowledgedAt: number | null }[];
  };
  return items.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
}

/** The page's clock stands still: a slow machine takes back no later than a fast one. */
async function stopped(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate<number>('Date.now()')) + 2_000);
}

async function takenBack(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await page.clock.install();
  const sent = actsOf(page);
  const before = await unheard();
  await page.goto('/today?level=L2');
  const first = page.locator('.row').first();
  await first.getByRole('button', { name: HEARD }).waitFor();
  await stopped(page);
  await first.getByRole('button', { name: HEARD }).click();
  await first.getByRole('button', { name: '撤销' }).waitFor();
  await page.keyboard.press('u');
  await first.getByRole('button', { name: HEARD }).waitFor();
  await page.clock.fastForward(20_000);
  expect(sent).toEqual([]);
  await first.getByRole('button', { name: HEARD }).click();
  await first.getByRole('button', { name: '撤销' }).waitFor();
  await page.clock.fastForward(8_000);
  await page.clock.resume();
  await page.locator('.row .duty-heard', { hasText: '已知悉' }).first().waitFor();
  expect(sent).toHaveLength(1);
  await page.locator('.row').getByRole('button', { name: HEARD }).first().click();
  await page.getByRole('button', { name: '撤销' }).waitFor();
  await page.getByRole('link', { name: '台账', exact: true }).click();
  await expect.poll(() => sent.length).toBe(2);
  await page.goBack();
  // What was kept of the list is shown until it is read anew.
  await expect.poll(() => page.locator('.row').getByRole('button', { name: HEARD }).count()).toBe(before - 2);
  await page.locator('.row').getByRole('button', { name: HEARD }).first().click();
  await page.getByRole('button', { name: '撤销' }).waitFor();
  await page.goto('about:blank');
  await expect.poll(unheard, { timeout: 20_000 }).toBe(before - 3);
  expect(faults).toEqual([]);
}
