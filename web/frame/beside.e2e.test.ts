import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';
import { openedCampaign } from '#tools/playing/programme';
import { type PlayedSchool, playedSchool } from '#tools/testing/played-school';

let city: BrowserCity;
let school: PlayedSchool;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
    school = await playedSchool(city);
  });

describe.skipIf(chromiumPath === undefined)('what the programme lacks', () => {
  it('is told with who is to act, narrowed by its sort, and mended by the form that its link opens', async () => {
    const { page, faults } = await city.seat('school-programme');
    await page.goto('/programme');
    const gaps = page.getByRole('region', { name: '缺口' });
    const rows = gaps.locator('.gap');
    await rows.first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const before = await rows.count();
    expect(before).toBeGreaterThan(1);
    await gaps.getByRole('combobox').click();
    await page.locator('.ant-select-item-option').first().click();
    await page.waitForURL(/gap=/);
    await expect.poll(() => rows.count()).toBeLessThan(before);
    const name = await rows.first().locator('strong').innerText();
    await page.goto('/programme');
    await rows.first().waitFor();
    await gaps
      .getByRole('link', { name: new RegExp(`${name}$`) })
      .first()
      .click();
    await page.waitForURL('**/records/**');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('leads an office down to one place and back', async () => {
    const { page, faults } = await city.seat('county');
    await page.goto('/programme');
    const gaps = page.getByRole('region', { name: '缺口' });
    await gaps.locator('.gap').first().waitFor();
    const [school] = await gaps.getByRole('button', { name: /\d+/ }).all();
    await school?.click();
    await page.waitForURL(/org=/);
    await gaps
      .getByRole('button', { name: '全部', exact: true })
      .or(gaps.getByRole('button', { name: /^返回/ }))
      .first()
      .click();
    await expect.poll(() => page.url()).not.toMatch(/org=9/);
    expect(faults).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('consent to a screening', () => {
  it('may be a “no” of either, which is written down and nothing follows from', async () => {
    const campaign = await openedCampaign(city.call, 'counselor', city.city.schools[0].code);
    const { page, faults } = await city.seat('counselor');
    await page.goto(`/campaigns/${campaign}`);
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    const row = page.locator('tbody tr').first();
    await row.getByText('登记不参加').click();
    expect(await seriousFindings(page)).toEqual([]);
    await row.getByRole('button', { name: '监护人不同意' }).click();
    await row.getByText('登记不参加').waitFor({ state: 'detached' });
    await row.getByText('不参加', { exact: true }).waitFor();
    const path = `/api/campaigns/${campaign}/completion`;
    const { total } = (await city.call('counselor', 'GET', path)) as { readonly total: { readonly refused: number } };
    expect(total.refused).toBe(1);
    expect(faults).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('a way in for a guardian', () => {
  it('is made for one purpose, opens with its digits, and closes when it is ended', async () => {
    const { page, faults } = await city.seat('counselor');
    await page.goto(`/cases/${school.care}`);
    await page.getByText('显示身份和联系方式').click();
    await page.locator('.who-open').getByRole('button').first().click();
    await page.getByRole('button', { name: '发送链接' }).first().click();
    const window = page.getByRole('dialog');
    await window.getByLabel('预约、下一步和返校手续').check();
    expect(await seriousFindings(page)).toEqual([]);
    await window.getByRole('button', { name: '生成链接' }).dblclick();
    const digits = await window.locator('strong.running').innerText();
    const address = await window.locator('.facts dd').first().innerText();
    expect(digits).toMatch(/^\d{6}$/);
    const guardian = await city.stranger({ size: 'least' });
    await guardian.page.goto(address.trim());
    await guardian.page.getByLabel('六位数字').fill(digits);
    await guardian.page.getByRole('button', { name: '打开' }).click();
    await guardian.page.getByRole('heading', { name: '接下来的安排' }).waitFor();
    // Made once, however fast one taps.
    expect(await window.getByRole('listitem').count()).toBe(1);
    await window.getByRole('button', { name: '停用' }).click();
    await window.getByText('已失效').waitFor();
    const later = await city.stranger({ size: 'least' });
    await later.page.goto(address.trim());
    await later.page.getByLabel('六位数字').fill(digits);
    await later.page.getByRole('button', { name: '打开' }).click();
    await later.page.getByRole('heading', { name: '这个链接打不开' }).waitFor();
    expect([...faults, ...guardian.faults, ...later.faults]).toEqual([]);
  });
});

interface Listed {
  readonly items: readonly { readonly id: string; readonly case: string | null }[];
}

describe.skipIf(chromiumPath === undefined)('a planned contact', () => {
  it('is recorded from its duty, on the page of its follow-up', async () => {
    const { items } = (await city.call('counselor', 'GET', '/api/follow-ups?limit=50')) as Listed;
    const id = items.find((line) => line.case === school.care)?.id ?? '';
    const { page, faults } = await city.seat('counselor');
    await page.goto('/today?kind=followUpContact');
    await page.locator('.row').first().click();
    await page.getByRole('complementary').getByRole('button', { name: '记录回访' }).click();
    await page.waitForURL('**/follow-ups/*');
    await page.goto(`/follow-ups/${id}?act=recordFollowUp`);
    const form = page.locator('.act-form');
    await form.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await form.getByRole('combobox', { name: /^结果/ }).selectOption('reached');
    await form.getByLabel('当面').check();
    await form.getByLabel('平稳').check();
    await form.locator('textarea').fill('谈了睡眠和同学关系。');
    await page.getByRole('button', { name: '提交' }).click();
    await form.waitFor({ state: 'detached' });
    await page.locator('.timeline blockquote', { hasText: '谈了睡眠和同学关系' }).waitFor();
    expect(faults).toEqual([]);
  });
});
