import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, begin } from '#tools/testing/phone-acts';
import { chromiumPath, type PhoneCity, phoneCity, seriousFindings } from '#tools/testing/phone-city';

/** A machine that does much else besides. */
const PATIENT = { timeout: 30_000 };
const MINUTE = 60_000;

/** What lies on the phone: every row of its database, and the shelf of the tab. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('xinqiao-answering', 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('closed'));
    });
    const rows = await Promise.all(
      ['drafts', 'parcels'].map(
        (shelf) =>
          new Promise((resolve) => {
            const request = database.transaction(shelf).objectStore(shelf).getAll();
            request.onsuccess = () => resolve(request.result);
          }),
      ),
    );
    database.close();
    return JSON.stringify([rows, Object.entries(sessionStorage), location.href]);
  });
}

let city: PhoneCity;
beforeAll(async () => {
  if (chromiumPath !== undefined) city = await phoneCity(10);
});
const sheets = (student: string) => city.database.admin`select id from answers where student_id = ${student}`;
const nextPupil = (page: Page) => page.getByRole('button', { name: '换下一位同学' });
const codeField = (page: Page) => page.getByLabel('作答码（12 位）');

async function throughTo(page: Page, code: string, questions: number): Promise<void> {
  await begin(page, code);
  for (let n = 1; n <= questions; n += 1) await answer(page, 0);
}

describe.skipIf(chromiumPath === undefined)('a phone that others use', () => {
  it('leaves nothing of itself on a phone that others use', async () => {
    const { code } = city.next();
    const { page } = await city.phone();
    await begin(page, code);
    expect(await kept(page)).toContain(code);
    expect(page.url()).not.toContain(code);
    for (let n = 1; n <= 10; n += 1) await answer(page, 0);
    await page.getByRole('button', { name: '交上去' }).click();
    await page.getByRole('heading', { name: '谢谢你' }).waitFor();
    await expect.poll(() => kept(page), PATIENT).not.toContain(code);
    await page.getByRole('button', { name: '换下一位同学' }).click();
    await page.getByLabel('作答码（12 位）').waitFor();
    await page.goBack().catch(() => null);
    expect(await page.locator('body').innerText()).not.toContain('第 1 题');
  });

  it('is given on in the middle of the questions: the next one sees none of them, the code finds them again', givenOn);

  it('gives the next one their turn while a sheet waits for the network, and hands both in', whileWaiting);

  it('puts the questions away when nobody has touched it for a quarter of an hour', async () => {
    const { code } = city.next();
    const { page } = await city.phone();
    await page.clock.install();
    await throughTo(page, code, 2);
    await page.getByText('第 3 题，共 10 题').waitFor();
    await page.clock.fastForward(14 * MINUTE);
    expect(await page.getByText('第 3 题，共 10 题').isVisible()).toBe(true);
    await page.clock.fastForward(2 * MINUTE);
    await page.getByText('题目先收起来了').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.reload();
    await codeField(page).fill(code);
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByText('第 3 题，共 10 题').waitFor();
  });

  it('asks nothing more in a second tab once the first one has handed in', async () => {
    const { code, student } = city.next();
    const { page, context } = await city.phone();
    await throughTo(page, code, 1);
    const beside = await context.newPage();
    await beside.goto(`/s/${code}`);
    await beside.getByText('第 2 题，共 10 题').waitFor();
    for (let n = 2; n <= 10; n += 1) await answer(page, 0);
    await page.getByRole('button', { name: '交上去' }).click();
    await page.getByRole('heading', { name: '谢谢你' }).waitFor();
    await beside.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await beside.getByRole('heading', { name: '你已经交过了' }).waitFor();
    expect(await sheets(student)).toHaveLength(1);
    await expect.poll(() => kept(beside), PATIENT).not.toContain('"answers"');
  });
});

describe.skipIf(chromiumPath === undefined)('a server that does not do as it should', () => {
  it(
    'refuses a sheet for good: the page says so, also when it is opened again, and sends it once more when asked',
    refused,
  );

  it('answers with a page of a gateway, or not at all: the page itself opens all the same', async () => {
    const { code } = city.next();
    const { page, context } = await city.phone();
    await throughTo(page, code, 1);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.route('**/s/', (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: 'Bad Gateway' }),
    );
    await page.reload();
    await page.getByText('第 2 题，共 10 题').waitFor();
    await context.unroute('**/s/');
    await context.route('**/s/', () => undefined);
    await page.reload();
    await page.getByText('第 2 题，共 10 题').waitFor();
    expect(await page.locator('.help a').count()).toBe(4);
  });

  it('is found at an address as a hand types it', async () => {
    const { code } = city.next();
    const { page } = await city.phone();
    for (const typed of ['/s', '/S', '/S/']) {
      await page.goto(typed);
      await codeField(page).waitFor();
    }
    await page.goto(`/S/${code.toLowerCase()}`);
    await page.getByRole('heading', { name: '开始之前' }).waitFor();
    await page.goto('/G');
    await page.getByRole('heading', { name: '这个链接打不开' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/g/');
  });
});

async function givenOn(): Promise<void> {
  const [first, second] = [city.next(), city.next()];
  const { page } = await city.phone();
  await throughTo(page, first.code, 3);
  await nextPupil(page).click();
  await codeField(page).waitFor();
  await page.goBack().catch(() => null);
  await page.goto('/s/');
  await codeField(page).waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/第 \d 题/);
  await begin(page, second.code);
  await page.getByText('第 1 题，共 10 题').waitFor();
  await nextPupil(page).click();
  await codeField(page).fill(first.code);
  await page.getByRole('button', { name: '开始' }).click();
  await page.getByText('第 4 题，共 10 题').waitFor();
}

async function refused(): Promise<void> {
  const { code, student } = city.next();
  const { page, context } = await city.phone();
  await throughTo(page, code, 10);
  const handing = `**/api/answering/${code}`;
  await context.route(handing, (route) =>
    route.fulfill({ status: 422, contentType: 'application/problem+json', body: '{"code":"unknownVersion"}' }),
  );
  await page.getByRole('button', { name: '交上去' }).click();
  await page.getByRole('heading', { name: '没能交上去' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.reload();
  await page.getByText('unknownVersion').waitFor();
  await context.unroute(handing);
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByRole('heading', { name: '谢谢你' }).waitFor();
  expect(await sheets(student)).toHaveLength(1);
  await expect.poll(() => kept(page), PATIENT).not.toContain(code);
}

async function whileWaiting(): Promise<void> {
  const [first, second] = [city.next(), city.next()];
  const { page, context } = await city.phone();
  await throughTo(page, first.code, 10);
  await context.setOffline(true);
  await page.getByRole('button', { name: '交上去' }).click();
  await page.getByRole('heading', { name: '已经存好了' }).waitFor();
  await nextPupil(page).click();
  await codeField(page).waitFor();
  await context.setOffline(false);
  await codeField(page).fill(second.code);
  await page.getByRole('button', { name: '开始' }).click();
  await page.getByRole('button', { name: /我愿意/ }).click();
  for (let n = 1; n <= 10; n += 1) await answer(page, 0);
  await page.getByRole('button', { name: '交上去' }).click();
  await page.getByRole('heading', { name: '谢谢你' }).waitFor();
  await expect.poll(async () => (await sheets(first.student)).length, PATIENT).toBe(1);
  expect(await sheets(second.student)).toHaveLength(1);
  await expect.poll(() => kept(page), PATIENT).not.toContain(first.code);
}
