import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

const SHEET = [
  '单位,类别,名称,日期,地点,次数,参与数,计数方式,对象',
  '999001001,心理健康知识宣传,春季讲座甲,2026-05-01,操场,1,200,人次,学生',
].join('\n');

describe.skipIf(chromiumPath === undefined)('tasks', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity();
  });

  it('are found again on another page when the one that began them was closed', async () => {
    const { page, context, faults } = await city.seat('school-programme');
    await page.goto('/imports');
    await page.getByLabel('记录类别').fill('活动');
    await page.getByTitle('活动', { exact: true }).click();
    const buffer = Buffer.from(SHEET);
    await page.getByLabel('要导入的文件').setInputFiles({ name: 'activities.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: '确认写入 1 行' }).waitFor();
    await page.close();
    const next = await context.newPage();
    await next.goto('/jobs');
    const task = next.getByRole('listitem').filter({ hasText: '导入活动' });
    await task.getByText('待确认').waitFor();
    expect(await seriousFindings(next)).toEqual([]);
    await task.getByRole('link').click();
    await next.getByRole('button', { name: '确认写入 1 行' }).click();
    await next.getByText('已写入 1 条记录').waitFor();
    await next.getByRole('link', { name: '返回任务列表' }).click();
    await task.getByText('已完成').waitFor();
    expect(faults).toEqual([]);
  });
});
