import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, PASSWORD, seriousFindings } from '#tools/testing/browser';

describe.skipIf(chromiumPath === undefined)('the door of the console', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity();
    await city.account('counselor');
  });

  it('takes password and second factor, and opens on the duties of today', async () => {
    const { page, faults } = await city.stranger();
    await page.goto('/');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('用户名').fill('counselor');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByLabel('动态验证码').fill(city.code());
    await page.getByRole('heading', { name: '今日待办' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('says no more of a wrong password than that it is wrong, with a code to copy', async () => {
    const { page } = await city.stranger({ language: 'en' });
    await page.goto('/');
    await page.getByLabel('User name').fill('counselor');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Next' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/Username or password is not right[^]*signInRefused · [0-9a-f-]{36}/);
  });

  it('has the first second factor set up by a picture, and lets nobody further before', async () => {
    await city.account('standin', true);
    const { page, faults } = await city.stranger();
    await page.goto('/today');
    await page.getByLabel('用户名').fill('standin');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('heading', { name: '设置第二验证因子' }).waitFor();
    await page.getByLabel('请再输入一次密码').fill(PASSWORD);
    await page.getByRole('button', { name: '开始设置' }).click();
    await page.getByText('用验证器应用扫描二维码').waitFor();
    expect(await page.locator('.backup-codes li').count()).toBeGreaterThan(4);
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByText('还差：我已妥善保存备用码、动态验证码').waitFor();
    expect(faults).toEqual([]);
  });
});
