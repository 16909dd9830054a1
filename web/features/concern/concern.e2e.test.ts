import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

let city: BrowserCity;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
  });

const WORDS = '午休时一个人坐在楼梯上';
const SIGN = '回避交往、明显沉默';
const KEPT = '草稿已保存';
const RESUMED = '上次写到这里，还没有提交';

/** A worry about the first pupil, up to the words. */
async function begun(page: Page): Promise<void> {
  await page.goto('/concern');
  await page.locator('.pupils .choice').first().click();
  await page.getByLabel(SIGN).check();
  await page.locator('#note').fill(WORDS);
  await page.getByText(KEPT).waitFor();
}

async function expectEmpty(page: Page): Promise<void> {
  await page.goto('/concern');
  await page.locator('.pupils .choice').first().waitFor();
  // Asked of the browser itself: a form that is still about to be filled would look empty too.
  await expect.poll(() => page.locator('#note').inputValue()).toBe('');
  expect(await page.getByText(RESUMED).count()).toBe(0);
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
}

/** What lies in the browser's own database of drafts: names, and every byte as letters. */
function drafts(page: Page): Promise<{ names: string[]; bytes: string }> {
  return page.evaluate(async () => {
    const base = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open('xinqiao-drafts', 1);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('closed'));
    });
    const read = <T>(ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => {
        const asked = ask(base.transaction('drafts').objectStore('drafts'));
        asked.onsuccess = () => resolve(asked.result);
      });
    const names = await read((store) => store.getAllKeys());
    const rows = await read<{ sealed: ArrayBuffer }[]>((store) => store.getAll());
    base.close();
    return {
      names: names.map(String),
      bytes: rows.map(({ sealed }) => new TextDecoder().decode(sealed)).join(' '),
    };
  });
}

describe.skipIf(chromiumPath === undefined)('a worry that is being written', () => {
  it('is there again after the page was closed, says so, and is gone once it was sent', async () => {
    const { page, context, faults } = await city.seat('classteacher', { size: 'phone' });
    await begun(page);
    const { names, bytes } = await drafts(page);
    expect(names).toHaveLength(1);
    expect(bytes).not.toContain(WORDS.slice(0, 2));
    await page.close();
    const again = await context.newPage();
    await again.goto('/concern');
    await again.getByText(RESUMED).waitFor();
    expect(await seriousFindings(again)).toEqual([]);
    expect(await again.locator('#note').inputValue()).toBe(WORDS);
    expect(await again.getByLabel(SIGN).isChecked()).toBe(true);
    expect(await again.locator('.picked').count()).toBe(1);
    await again.getByRole('button', { name: '提交' }).dblclick();
    await again.getByText('已收到').waitFor();
    await expect.poll(async () => (await drafts(again)).names).toEqual([]);
    await again.getByRole('button', { name: '再报告一位学生' }).click();
    await again.locator('.pupils .choice').first().waitFor();
    expect(await again.locator('#note').inputValue()).toBe('');
    await expectEmpty(again);
    expect(faults).toEqual([]);
  });

  it('can be thrown away for a new one, and keeps what was written last before one leaves', async () => {
    const { page, faults } = await city.seat('classteacher');
    await begun(page);
    await page.locator('#note').fill(`${WORDS}，哭了`);
    // At once, before the pause in which it would be kept is over.
    await page.getByRole('link', { name: '待办' }).first().click();
    await page.waitForURL((url) => url.pathname !== '/concern');
    await page.goBack();
    await expect.poll(() => page.locator('#note').inputValue()).toBe(`${WORDS}，哭了`);
    await page.getByRole('button', { name: '清空重写' }).click();
    expect(await page.locator('#note').inputValue()).toBe('');
    await expect.poll(async () => (await drafts(page)).names).toEqual([]);
    await expectEmpty(page);
    expect(faults).toEqual([]);
  });

  it('is seen by nobody who signs in at that browser afterwards, and found by whoever wrote it', nextPerson);
});

async function nextPerson(): Promise<void> {
  const { page, context } = await city.seat('classteacher');
  await begun(page);
  // The browser is left as it is, and somebody else signs in.
  const own = await context.cookies();
  const other = await city.seat('head');
  const others = await other.context.cookies();
  await context.clearCookies();
  await context.addCookies(others);
  await page.goto('/concern');
  await page.locator('#note').waitFor();
  await page.getByLabel(SIGN).check();
  await page.getByText(KEPT).waitFor();
  expect(await page.locator('#note').inputValue()).toBe('');
  expect(await page.getByText(RESUMED).count()).toBe(0);
  expect((await drafts(page)).names).toHaveLength(2);
  await context.clearCookies();
  await context.addCookies(own);
  await page.goto('/concern');
  await page.getByText(RESUMED).waitFor();
  expect(await page.locator('#note').inputValue()).toBe(WORDS);
}
