import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '#domain/instant';
import { chromiumPath, type PhoneCity, phoneCity, seriousFindings } from '#tools/testing/phone-city';

let city: PhoneCity;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await phoneCity(3, 'open');
    city.clock.at += 2 * HOUR;
  });

/** How many sheets of the campaign there are, and the floors they came to. */
const sheets = async () =>
  (await city.database.admin`select floor from answers where campaign_id = ${city.campaign.id} order by at`).map(
    ({ floor }) => floor,
  );

describe.skipIf(chromiumPath === undefined)('a day of a campaign at the console', () => {
  it('begins with an invitation of the class by one click', invited);
  it('takes a paper sheet by keys alone, reads it back, and makes one sheet of a double Enter', byKeys);
  it('gives the absentees an owner, settles them, and closes, each by clicks', closed);
});

async function invited(): Promise<void> {
  const { page, faults } = await city.desk(city.staff.counselor.person);
  await page.goto(`/campaigns/${city.campaign.id}`);
  await page.getByRole('button', { name: '发放 3 人' }).dblclick();
  await page.getByRole('button', { name: /^发放/ }).waitFor({ state: 'detached' });
  expect((await city.campaign.codes()).map(({ state }) => state)).toEqual(['invited', 'invited', 'invited']);
  expect(await seriousFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
}

async function byKeys(): Promise<void> {
  const { page, faults } = await city.desk(city.staff.counselor.person);
  await page.goto(`/campaigns/${city.campaign.id}/classes/${city.campaign.group}`);
  await page.getByRole('link', { name: '录入纸质答卷' }).click();
  await page.getByRole('heading', { name: /第 1 题（共 10 题）/ }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  // The clock of this city stands at ten on its Monday.
  await page.getByLabel('作答时间').fill('2026-11-23T09:30');
  await page.getByLabel('作答时间').blur();
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('9');
  await page.getByText('这一题只有 1–4').waitFor();
  await page.getByRole('heading', { name: /第 1 题/ }).waitFor();
  await press('1', '1', '4', 'Backspace', '1', '1', '0', '1', '1', '1');
  await page.getByRole('heading', { name: /第 9 题/ }).waitFor();
  // Nothing is sent before the last item and the second look.
  await press('Enter');
  await page.getByRole('heading', { name: /第 9 题/ }).waitFor();
  await press('3', '1');
  await page.getByRole('heading', { name: '请再对照一遍纸卷' }).waitFor();
  expect(await page.getByRole('listitem').allInnerTexts()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^3\s+1\s/),
      expect.stringMatching(/^5\s+0\s+未答/),
      expect.stringMatching(/^9\s+3\s/),
    ]),
  );
  expect(await seriousFindings(page)).toEqual([]);
  await press('Enter', 'Enter');
  await page
    .getByText('这份答卷需要有人跟进')
    .or(page.getByRole('heading', { name: /第 1 题/ }))
    .first()
    .waitFor();
  expect(await sheets()).toEqual(['L3']);
  // The pupil has a duty at once, as after a sheet on a phone.
  const duties = (await city.counselor.get('/api/duties')).json();
  expect(duties.items.map(({ kind }: { kind: string }) => kind)).toContain('interview');
  await page.goto('/today');
  await page.locator('.row').first().waitFor();
  expect(await page.locator('.row').first().innerText()).toContain('访谈');
  expect(faults).toEqual([]);
}

async function closed(): Promise<void> {
  const { page, faults } = await city.desk(city.staff.counselor.person);
  await page.goto(`/campaigns/${city.campaign.id}`);
  await page.getByRole('button', { name: '指定责任人' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '指定责任人' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  const boxes = page.getByRole('checkbox');
  await boxes.first().waitFor();
  expect(await boxes.count()).toBe(2);
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: '已与学生交谈' }).dblclick();
  await boxes.first().waitFor({ state: 'detached' });
  expect(await seriousFindings(page)).toEqual([]);
  await page.goto(`/campaigns/${city.campaign.id}`);
  await page.getByRole('button', { name: '结束作答' }).click();
  await dialog.getByRole('button', { name: '结束作答' }).click();
  await page.getByText('这次测评已结束').waitFor();
  const { stage } = (await city.counselor.get(`/api/campaigns/${city.campaign.id}`)).json();
  expect(stage).toBe('ended');
  expect(faults).toEqual([]);
}
