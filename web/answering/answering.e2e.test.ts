import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, begin } from '#tools/testing/phone-acts';
import { chromiumPath, type PhoneCity, phoneCity } from '#tools/testing/phone-city';

/** A machine that does much else besides. */
const PATIENT = { timeout: 30_000 };
const LINES = ['tel:12356', 'tel:12355', 'tel:120', 'tel:110'];

async function expectHelp(page: Page, where: string): Promise<void> {
  const dials = await page.locator('.help a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(dials, where).toEqual(LINES);
  expect(await page.getByRole('button', { name: '我想现在就和人说话' }).count(), where).toBe(1);
}

let city: PhoneCity;
beforeAll(async () => {
  if (chromiumPath !== undefined) city = await phoneCity(12);
});
const sheets = (student: string) =>
  city.database.admin`select campaign_id, floor from answers where student_id = ${student} order by at`;

describe.skipIf(chromiumPath === undefined)('a pupil at a phone whose network is poor', () => {
  it('answers on a small screen, with the network cut in the middle, and nothing is lost', async () => {
    const { code, student } = city.next();
    const { page, context, faults } = await city.phone();
    await begin(page, code);
    await answer(page, 1);
    await context.setOffline(true);
    await page.getByText('现在没有网络').waitFor();
    for (let n = 2; n <= 10; n += 1) await answer(page, 0);
    await expectHelp(page, 'before it is handed in, without a network');
    await page.getByRole('button', { name: '交上去' }).click();
    await page.getByRole('heading', { name: '已经存好了' }).waitFor();
    await expectHelp(page, 'kept on the phone');
    expect(await sheets(student)).toEqual([]);
    await context.setOffline(false);
    await page.getByRole('heading', { name: '谢谢你' }).waitFor();
    await expectHelp(page, 'thanks');
    expect(await sheets(student)).toMatchObject([{ campaign_id: city.campaign.id }]);
    expect(faults).toEqual([]);
  });

  it('goes on where it was after the page was loaded anew, also without a network', async () => {
    const { code } = city.next();
    const { page, context } = await city.phone();
    await begin(page, code);
    await answer(page, 2);
    await answer(page, 1);
    await page.reload();
    await page.getByText('第 3 题，共 10 题').waitFor();
    await page.getByRole('button', { name: '上一题' }).click();
    expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.reload();
    await page.getByText('第 2 题，共 10 题').waitFor();
    await expectHelp(page, 'loaded anew without a network');
  });
});

describe.skipIf(chromiumPath === undefined)('what a pupil says on a phone', () => {
  it('N07: is thanked alike after a critical answer, while a named person owes an act within seconds', async () => {
    const { code, student } = city.next();
    const { page } = await city.phone();
    await begin(page, code);
    for (let n = 1; n <= 8; n += 1) await answer(page, 0);
    await answer(page, 3);
    // Nothing has been handed in yet.
    const owed = () =>
      city.database.admin`select d.holder, s.level from duties d join streams s on s.id = d.stream_id
        where s.student_id = ${student} and d.kind = 'interview' and d.done_at is null`;
    await expect.poll(owed, PATIENT).toEqual([{ holder: city.staff.counselor.person, level: 'L3' }]);
    const { items } = (await city.counselor.get('/api/duties')).json();
    expect(items.some((duty: { student?: string }) => duty.student === student)).toBe(true);
    await answer(page, 0);
    await page.getByRole('button', { name: '交上去' }).click();
    await page.getByRole('heading', { name: '谢谢你' }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/分数|等级|风险|预警|危机|L[1-4]/);
    await expectHelp(page, 'after a critical answer');
  });

  it('hands in once, however often it is tapped', async () => {
    const { code, student } = city.next();
    const { page } = await city.phone();
    await begin(page, code);
    for (let n = 1; n <= 10; n += 1) await answer(page, 0);
    await page.getByRole('button', { name: '交上去' }).dblclick();
    await page.getByRole('heading', { name: '谢谢你' }).waitFor();
    expect(await sheets(student)).toHaveLength(1);
  });

  it('loses nothing while the server is away in mid-act, and goes on by itself', async () => {
    const { code, student } = city.next();
    const { page } = await city.phone();
    await begin(page, code);
    for (let n = 1; n <= 10; n += 1) await answer(page, 0);
    await city.away(async () => {
      await page.getByRole('button', { name: '交上去' }).click();
      await page.getByRole('heading', { name: '正在交上去' }).waitFor();
      await expectHelp(page, 'while the server is away');
    });
    await page.getByRole('heading', { name: '谢谢你' }).waitFor();
    expect(await sheets(student)).toHaveLength(1);
  });
});

describe.skipIf(chromiumPath === undefined)('whoever wants a person now', () => {
  it('calls a person by one tap, on any screen, and takes a slip of the finger back', async () => {
    const { code, student } = city.next();
    const { page } = await city.phone();
    await begin(page, code);
    const now = page.getByRole('button', { name: '我想现在就和人说话' });
    await now.click();
    await page.getByRole('button', { name: '我点错了，不用通知' }).click();
    await page.getByRole('button', { name: '回到刚才的页面' }).click();
    const cases = () =>
      city.database.admin`select stage, level from streams where student_id = ${student} and kind = 'case'`;
    expect(await cases()).toEqual([]);
    await now.click();
    await page.getByText('已经通知学校的老师').waitFor();
    expect(await cases()).toEqual([{ stage: 'crisis', level: 'L4' }]);
    await page.getByRole('button', { name: '回到刚才的页面' }).click();
    await page.getByText('第 1 题，共 10 题').waitFor();
  });

  it('still calls a person when the page is closed before the seconds are over', async () => {
    const { code, student } = city.next();
    const { page } = await city.phone();
    await begin(page, code);
    await page.getByRole('button', { name: '我想现在就和人说话' }).click();
    await page.getByText('马上就通知学校的老师').waitFor();
    await page.goto('about:blank');
    await expect
      .poll(
        () => city.database.admin`select level from streams where student_id = ${student} and kind = 'case'`,
        PATIENT,
      )
      .toEqual([{ level: 'L4' }]);
  });

  it('shows numbers to call to whoever has no code, has a wrong one, or has no network at all', async () => {
    const { page, context } = await city.phone();
    await page.goto('/s/');
    await expectHelp(page, 'without a code');
    await page.getByLabel('作答码（12 位）').fill('AAAA-BBBB-CCCC');
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByText('没有找到这个作答码').waitFor();
    await expectHelp(page, 'with a wrong code');
    await page.getByRole('button', { name: '我想现在就和人说话' }).click();
    await page.getByText('没法替你叫老师').waitFor();
    await page.getByRole('button', { name: '回到刚才的页面' }).click();
    await context.setOffline(true);
    await page.getByLabel('作答码（12 位）').fill(city.next().code);
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByRole('heading', { name: '现在连不上网络' }).waitFor();
    await expectHelp(page, 'without a network');
    await context.setOffline(false);
    await page
      .getByText(/^第 1 题|^开始之前/)
      .first()
      .waitFor();
  });
});
