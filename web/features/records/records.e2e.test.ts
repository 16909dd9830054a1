import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

describe.skipIf(chromiumPath === undefined)('records of the programme', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity();
  });

  it('goes from a form drawn from data, with its faults beside the fields, to the approval of another person', async () => {
    await expectApprovalByAnother(city);
  });

  it('shows the bad row of a file, takes the mended one, and the figure opens its rows', async () => {
    await expectMendedImport(city);
  });
});

/** Two activities, the second for that many heads. */
function sheet(heads: string) {
  const text = [
    '单位,类别,名称,日期,地点,次数,参与数,计数方式,对象',
    '999001001,心理健康知识宣传,春季讲座甲,2023-05-01,操场,1,200,人次,学生',
    `999001001,心理健康知识宣传,春季讲座乙,2023-05-02,操场,1,${heads},人次,学生`,
  ].join('\n');
  return { name: 'activities.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

async function expectApprovalByAnother(city: BrowserCity) {
  const { page, faults } = await city.seat('school-programme');
  await page.goto('/records');
  await page.getByRole('heading', { name: 'A8 活动' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: '登记 活动', exact: true }).click();
  await page.getByLabel('名称').fill('新生心理适应讲座');
  await page.getByLabel('日期', { exact: true }).fill('2024-10-10');
  await page.getByLabel('结束日期').fill('2024-10-01');
  await page.getByLabel('地点').fill('报告厅');
  await page.getByLabel('次数').fill('1');
  await page.getByLabel('参与数').fill('-5');
  await page.getByRole('button', { name: '提交' }).click();
  const item = (label: string) =>
    page.locator('.ant-form-item', { hasText: label }).locator('.ant-form-item-explain-error');
  await item('参与数').waitFor();
  expect(await item('参与数').innerText()).toBe('不能为负数');
  expect(await item('类别').innerText()).toBe('必填项为空');
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByLabel('类别').click();
  await page.getByTitle('心理健康知识宣传').click();
  await page.getByLabel('计数方式').click();
  await page.getByTitle('人次').click();
  await page.getByRole('checkbox', { name: '学生' }).check();
  await page.getByLabel('参与数').fill('320');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('结束日期早于开始日期').waitFor();
  await page.getByLabel('结束日期').fill('');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name: /新生心理适应讲座/ }).waitFor();
  await page.getByText('待审批').first().waitFor();
  expect(await page.getByRole('button', { name: '审批通过' }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('button', { name: '修改' }).click();
  await page.getByLabel('参与数').fill('312');
  await page.getByLabel('修改原因').fill('人数复核');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('原因：人数复核').waitFor();
  expect(await page.locator('.versions del').first().innerText()).toBe('320');

  const head = await city.seat('head', { language: 'en' });
  await head.page.goto('/records/activity?state=recorded');
  const row = head.page.getByRole('listitem').filter({ hasText: /新生心理适应讲座/ });
  await row.dblclick();
  await head.page.getByRole('button', { name: 'Approve' }).click();
  await head.page.getByText('Approved', { exact: true }).first().waitFor();
  expect(await seriousFindings(head.page)).toEqual([]);
  expect([...faults, ...head.faults]).toEqual([]);
}

async function expectMendedImport(city: BrowserCity) {
  const { page, faults } = await city.seat('school-programme');
  await page.goto('/imports');
  await chooseActivity(page);
  await page.getByLabel('要导入的文件').setInputFiles(sheet('-3'));
  await page.getByRole('cell', { name: '不能为负数' }).waitFor();
  await page.getByRole('button', { name: '只写入没有问题的 1 行' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await page.goto('/imports');
  await chooseActivity(page);
  await page.getByLabel('要导入的文件').setInputFiles(sheet('300'));
  await page.getByRole('button', { name: '确认写入 2 行' }).click();
  await page.getByText('已写入 2 条记录').waitFor();
  await page.goto('/jobs');
  await page.getByText('已完成').waitFor();

  await page.goto('/figures?from=2023-05-01&to=2023-05-31');
  await page.getByText('500').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.locator('article', { hasText: '500' }).getByRole('link').click();
  await page
    .getByRole('listitem')
    .filter({ hasText: /讲座乙/ })
    .waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: /讲座/ }).count()).toBe(2);
  await page.getByRole('button', { name: '与上年同期比较' }).click();
  await page.getByText('上年同期 0，本期 500。').waitFor();
  await page.getByText('新增 2 条，减少 0 条。').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
}

/** The list draws only what is in sight, so it is searched. */
async function chooseActivity(page: Page) {
  await page.getByLabel('记录类别').fill('活动');
  await page.getByTitle('活动', { exact: true }).click();
}
