import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, dayOf } from '#domain/instant';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

describe.skipIf(chromiumPath === undefined)('the tree of organisations', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity();
  });

  it('has a school hung elsewhere, with the paper that says so, and its people stay', async () => {
    const { page, faults } = await city.seat('city');
    await openPlace(page, city.city.schools[1].id);
    const staff = await page.locator('main tbody tr').count();
    expect(staff).toBeGreaterThan(1);
    await page.getByRole('button', { name: '改变隶属' }).click();
    await choose(page, '新的上级', '心桥市教育局');
    // Two changes of one place on one day would have no order.
    await page.getByLabel('自哪一天起').fill(dayOf(Date.now() - DAY));
    await sent(page, '改变隶属', '区划调整 2026-12');
    await page.getByText('由望舒区教育局改隶心桥市教育局。').waitFor();
    await page.getByText('上级：').getByRole('link', { name: '心桥市教育局' }).waitFor();
    expect(await page.locator('main tbody tr').count()).toBe(staff);
    expect(await seriousFindings(page)).toEqual([]);

    const county = await city.seat('county');
    await county.page.goto('/organisations');
    await county.page.getByRole('link', { name: '望舒区第一初级中学' }).waitFor();
    expect(await county.page.getByRole('link', { name: '望舒区第二初级中学' }).count()).toBe(0);
    expect([...faults, ...county.faults]).toEqual([]);
  });

  it('lets one school go into another: who was kept works there, the closed one says so and offers nothing more', async () => {
    const [into, from] = city.city.schools;
    const { page, faults } = await city.seat('city');
    await openPlace(page, from.id);
    await page.getByRole('button', { name: '并入另一单位' }).click();
    await choose(page, '并入哪个单位', '望舒区第一初级中学');
    const kept = page.getByRole('group', { name: '哪些人转到新单位继续任职' }).getByRole('checkbox').first();
    const [name = ''] = (await page.locator('fieldset label').first().innerText()).split(' · ');
    await kept.check();
    await sent(page, '并入另一单位', '两校合并办学 2026-13');
    await page.getByText('并入望舒区第一初级中学。').waitFor();
    await page.getByText('已并入别处').waitFor();
    expect(await page.getByRole('button', { name: /改变隶属|并入另一单位/ }).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);

    await openPlace(page, into.id);
    await page.locator('main tbody tr').filter({ hasText: name }).filter({ hasText: '望舒区第一初级中学' }).waitFor();
    await page.goto('/organisations');
    await page.getByLabel('名称或代码').fill('望舒区第二初级中学');
    await page.getByText('没有找到').waitFor();
    await page.getByLabel('看哪一天').fill('2025-10-01');
    await page.getByRole('link', { name: '望舒区第二初级中学' }).waitFor();
    expect(faults).toEqual([]);
  });
});

async function openPlace(page: Page, id: string): Promise<void> {
  await page.goto(`/organisations/${id}`);
  await page.locator('main tbody tr').first().waitFor();
}

async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByLabel(label).fill(name);
  await page.locator('.ant-select-item-option').filter({ hasText: name }).click();
}

/** Without having said that the paper was looked at, nothing goes out. */
async function sent(page: Page, act: string, why: string): Promise<void> {
  const form = page.locator('form.admin-form');
  await form.getByLabel('依据').fill(why);
  await form.getByRole('button', { name: act }).click();
  await form.getByLabel('我已核对文件和上述影响').check();
  expect(await seriousFindings(page)).toEqual([]);
  await form.getByRole('button', { name: act }).click();
  await form.waitFor({ state: 'hidden' });
}
