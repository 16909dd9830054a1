import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, PASSWORD, seriousFindings } from '#tools/testing/browser';
import { openedCampaign } from '#tools/playing/programme';

const MINUTE = 60_000;

let city: BrowserCity;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
  });

/** Comes back as the same person, by the door that covers the page. */
async function unlock(page: Page, username: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('动态验证码').fill(city.code());
}

describe.skipIf(chromiumPath === undefined)('the menu of a phone', () => {
  it.each([
    ['zh', '更多', '任务'],
    ['en', 'More', 'Tasks'],
  ] as const)('has every screen within reach of a thumb from 320 px on (%s)', async (language, more, tasks) => {
    const { page, faults } = await city.seat('counselor', { size: 'least', language });
    await page.goto('/today');
    for (const width of [320, 360, 390]) {
      await page.setViewportSize({ width, height: 640 });
      const menu = page.getByRole('navigation');
      await menu.getByRole('button', { name: more }).waitFor();
      const places = await menu.locator('> a, > button').all();
      expect(places).toHaveLength(5);
      for (const place of places) {
        const { x, width: wide, height } = (await place.boundingBox()) ?? { x: -1, width: 0, height: 0 };
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + wide).toBeLessThanOrEqual(width);
        expect(height).toBeGreaterThanOrEqual(48);
        expect(await place.evaluate((at) => at.scrollWidth <= at.clientWidth)).toBe(true);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    await page.getByRole('button', { name: more }).click();
    const rest = page.getByRole('dialog', { name: more });
    await rest.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await rest.getByRole('link').count()).toBeGreaterThan(0);
    await rest.getByRole('link', { name: tasks }).click();
    await page.waitForURL('**/jobs');
    await rest.waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  });
});

// Last: whoever is covered is signed out.
describe.skipIf(chromiumPath === undefined)('a page that nobody touches', () => {
  it('asks whether one is there, and whoever answers finds what was typed', async () => {
    const { page, faults } = await city.seat('classteacher');
    await page.clock.install();
    await page.goto('/concern');
    await page.getByRole('checkbox').first().check();
    await page.getByLabel(/^补充/).fill('午休时一个人坐在楼梯上');
    await page.clock.fastForward(13 * MINUTE + 5_000);
    const warning = page.getByRole('dialog', { name: '还在吗？' });
    await warning.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await warning.getByRole('button', { name: '继续工作' }).click();
    await warning.waitFor({ state: 'hidden' });
    // The page has learnt anew who is here, and is the same page.
    expect(await page.getByLabel(/^补充/).inputValue()).toBe('午休时一个人坐在楼梯上');
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(true);
    expect(faults).toEqual([]);
  });

  it('is covered after a quarter of an hour with the question that stood open, hears no keys, and keeps what was typed', async () => {
    const { page, context, faults } = await city.seat('standin');
    await page.clock.install();
    await page.goto('/campaigns/new');
    await page.getByLabel('可访谈人数').fill('7');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: '通知' }).click();
    const drawer = page.getByRole('dialog', { name: '未读通知' });
    await drawer.waitFor();
    await page.clock.fastForward(14 * MINUTE);
    await page.clock.fastForward(2 * MINUTE);
    await page.getByRole('heading', { name: /请重新登录/ }).waitFor();
    expect(await drawer.isVisible()).toBe(false);
    expect(await page.locator('.gate').isVisible()).toBe(false);
    expect(await page.locator('body > :not(#root):visible').count()).toBe(0);
    await expect.poll(async () => (await context.request.get('/api/me')).status()).toBe(401);
    await page.getByRole('heading', { name: /请重新登录/ }).click();
    await page.keyboard.press('?');
    await page.keyboard.press('n');
    expect(await seriousFindings(page)).toEqual([]);
    await unlock(page, 'standin');
    await drawer.waitFor();
    expect(await page.getByRole('dialog', { name: '键盘快捷键' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('可访谈人数').inputValue()).toBe('7');
    expect(faults).toEqual([]);
  });

  it('covers a question that waits for its answer', questionCovered);
});

async function questionCovered(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  const campaign = await openedCampaign(city.call, 'counselor', city.city.schools[0].code);
  await page.clock.install();
  await page.goto(`/campaigns/${campaign}`);
  await page.getByRole('button', { name: '结束作答' }).click();
  const question = page.getByRole('dialog');
  await question.waitFor();
  await page.clock.fastForward(14 * MINUTE);
  await page.getByRole('button', { name: '继续工作' }).waitFor();
  // Above the question that stands open: it can be answered.
  await page.getByRole('button', { name: '继续工作' }).click();
  await page.clock.fastForward(14 * MINUTE);
  await page.clock.fastForward(2 * MINUTE);
  await page.getByRole('heading', { name: /请重新登录/ }).waitFor();
  expect(await question.isVisible()).toBe(false);
  await unlock(page, 'counselor');
  await question.getByRole('button', { name: '取消' }).click();
  expect(faults).toEqual([]);
}
