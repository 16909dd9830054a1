import { beforeAll, describe, expect, it } from 'vitest';
import { appCode } from '#tools/testing/authenticator';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

let city: BrowserCity;
let opened = '';
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  city = await browserCity();
  const student = city.city.students[0]?.id;
  const raised = await city.call('counselor', 'POST', '/api/concerns', { student, signs: ['recentPlan'] });
  opened = (raised as { case: string }).case;
});

/** The newcomer at a phone: own password, second factor, and in. */
async function firstSignIn(password: string): Promise<void> {
  const { page, faults } = await city.stranger({ size: 'phone' });
  await page.goto('/');
  await page.getByLabel('用户名').fill('cheng.xin');
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '设置自己的密码' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByLabel('初始密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill('一句 自己 记得住的 长话 2026');
  await page.getByLabel('再输入一次新密码').fill('一句 自己 记得住的 长话 2026');
  await page.getByRole('button', { name: '下一步' }).click();
  const secret = await page.locator('code.secret').innerText();
  await page.getByLabel('我已妥善保存备用码').check();
  await page.getByLabel('动态验证码').fill(appCode(secret));
  await page.getByRole('button', { name: '完成' }).click();
  await page.getByRole('heading', { name: '今日待办' }).waitFor();
  expect(faults).toEqual([]);
}

/** Display name of whoever answers for the case, as the head reads it. */
async function ownerOf(): Promise<string> {
  const { owner } = (await city.call('head', 'GET', `/api/cases/${opened}`)) as { owner: string };
  const found = (await city.call('head', 'GET', `/api/colleagues?ids=${owner}`)) as {
    items: { displayName: string }[];
  };
  return found.items[0]?.displayName ?? '';
}

describe.skipIf(chromiumPath === undefined)('the administrator', () => {
  it('adds somebody who is appointed, signs in for the first time, and is called from then on', async () => {
    const { page, faults } = await city.seat('system');
    await page.goto('/');
    await page.getByRole('heading', { name: '人员与任职' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '新增人员' }).click();
    await page.getByLabel('姓名').fill('程新');
    await page.getByLabel('用户名').fill('cheng.xin');
    await page.getByLabel('角色').selectOption('counselor');
    await page.getByLabel('单位').fill('999001001');
    await page.locator('.ant-select-item-option').filter({ hasText: '999001001' }).click();
    await page.locator('.ant-select').getByText('望舒区第一初级中学').waitFor();
    await page.getByLabel('岗位（到时叫谁）').selectOption('standIn');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '新增并生成初始密码' }).click();
    const password = await page.locator('.admin-given code.secret').innerText();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: '打开此人' }).click();
    await page.getByText('待首次登录').waitFor();
    expect(faults).toEqual([]);
    await firstSignIn(password);
  });

  it('ends the office of somebody who leaves, after seeing to whom the case passes, and so it does', async () => {
    const { page, faults } = await city.seat('system');
    const { person } = city.city.staff('counselor');
    await page.goto(`/people/${person}`);
    await page.getByRole('button', { name: '结束任职' }).click();
    const panel = page.getByRole('group', { name: '结束任职' });
    await panel.getByText(/接手 1 件，待办 \d+ 项/).waitFor();
    const to = await panel.locator('.admin-leaving strong').first().innerText();
    expect(await seriousFindings(page)).toEqual([]);
    await panel.getByRole('button', { name: '现在结束' }).click();
    await page.getByText('目前没有任职').waitFor();
    await expect.poll(ownerOf, { timeout: 20_000 }).toBe(to);
    await page.goto('/people?');
    await page.getByLabel('角色').selectOption('counselor');
    await page.getByText(to).waitFor();
    expect(faults).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('what holds here', () => {
  it('shows the tree, an organisation with its people and history, roles, calendar and rules', async () => {
    const { page, faults } = await city.seat('auditor');
    await page.goto('/organisations');
    await page.getByRole('button', { name: /^展开望舒区/ }).click();
    await page.getByRole('link', { name: '望舒区第一初级中学' }).click();
    await page.getByText('没有变动记录。').waitFor();
    await page.getByRole('region', { name: '人员与任职' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto('/roles');
    await page.locator('.filters select').selectOption('schoolHead');
    await page.getByText('由系统管理员任命。').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto('/policy');
    await page.getByText('时限和到时叫谁').waitFor();
    await page
      .getByText(/此后每 5 分钟 从头再叫一轮/)
      .first()
      .waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/\b(post|rhythm|clockOf|limit|policy)\.\w/);
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('lets a school add a day of its own to the calendar, and the city see what a move means before it moves', async () => {
    const head = await city.seat('head', { size: 'phone' });
    await head.page.goto('/calendar');
    await head.page.getByRole('button', { name: /^录入/ }).click();
    await head.page.getByLabel('依据文件').fill('校务会议 2026-3');
    const year = /\d{4}/.exec(await head.page.getByRole('heading', { level: 1 }).innerText())?.[0] ?? '';
    await head.page.getByRole('group', { name: '节假日' }).getByRole('button', { name: '加一行' }).click();
    await head.page.getByLabel('节假日第 1 行名称').fill('校庆');
    await head.page.getByLabel('节假日第 1 行开始').fill(`${year}-12-07`);
    expect(await seriousFindings(head.page)).toEqual([]);
    await head.page.getByRole('button', { name: '提交' }).click();
    await head.page.getByRole('cell', { name: '校庆' }).waitFor();
    const { page, faults } = await city.seat('city');
    await page.goto(`/organisations/${city.city.schools[1].id}`);
    await page.getByRole('button', { name: '并入另一单位' }).click();
    await page.getByText('本单位关闭，只可查阅，不能恢复。').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect([...faults, ...head.faults]).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('an account', () => {
  it('closes an account and takes the session with it', async () => {
    const teacher = await city.seat('classteacher', { size: 'phone' });
    await teacher.page.goto('/');
    await teacher.page.getByRole('heading').first().waitFor();
    const { page, faults } = await city.seat('security');
    await page.goto(`/people/${city.city.staff('classteacher').person}`);
    await page.getByRole('button', { name: '停用账号' }).click();
    await page.locator('.admin-leaving p').first().waitFor();
    await page.getByRole('button', { name: '停用账号' }).click();
    await page.getByText(/停用$/).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await teacher.page.reload();
    await teacher.page.getByRole('heading', { name: '登录心桥' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('is kept by nobody else: a counselor finds no such screen, a head reads names without accounts', async () => {
    const standIn = await city.seat('standin');
    await standIn.page.goto('/people');
    await standIn.page.getByText('这里没有内容').waitFor();
    const head = await city.seat('head', { language: 'en' });
    await head.page.goto('/people');
    await head.page.getByRole('heading', { name: 'People and offices' }).waitFor();
    await head.page.locator('tbody tr').first().waitFor();
    expect(await head.page.getByRole('columnheader', { name: 'Account' }).count()).toBe(0);
    expect(await head.page.getByRole('button', { name: 'Add a person' }).count()).toBe(0);
    expect(await seriousFindings(head.page)).toEqual([]);
    expect(head.faults).toEqual([]);
  });
});
