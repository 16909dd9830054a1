import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

describe.skipIf(chromiumPath === undefined)('those who look after many schools', () => {
  let city: BrowserCity;
  let caseId = '';
  beforeAll(async () => {
    city = await browserCity();
    const student = city.city.students[0]?.id;
    const raised = await city.call('counselor', 'POST', '/api/concerns', { student, signs: ['recentPlan'] });
    caseId = (raised as { case: string }).case;
  });

  it('lets a county see by school what is open, and a case under another name with its chains whole', async () => {
    const { page, faults } = await city.seat('county');
    await page.goto('/');
    await page.getByRole('heading', { name: '督导' }).waitFor();
    await page.getByRole('button', { name: '望舒区第一初级中学' }).click();
    await page.getByRole('link', { name: /^学生 / }).click();
    await page.getByText('全部与写入时一致').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('shows the auditor who read what, and an exported file with a row that was altered', async () => {
    await city.call('counselor', 'GET', `/api/cases/${caseId}`);
    const { page, faults } = await city.seat('auditor');
    await page.goto('/read-log');
    await page.getByText('查看个案').first().waitFor();
    await page.getByRole('heading', { name: '值得过问的日子' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await takeLog(page);
    await page.goto('/ledger');
    await page.locator('.row').first().dblclick();
    await page.waitForURL(`**/oversight/cases/${caseId}`);
    await page.getByText('全部与写入时一致').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出个案文件' }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    await page.goto('/verify');
    const give = (text: string) =>
      page
        .getByLabel('个案文件')
        .setInputFiles({ name: 'case.jsonl', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await give(file);
    await page.getByText('全部与写入时一致').waitFor();
    await give(file.replace('\\"floor\\":\\"L3\\"', '\\"floor\\":\\"L1\\"'));
    await page.getByText('被改动过').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('shows neither to a counselor', async () => {
    const { page } = await city.seat('counselor');
    for (const path of ['/read-log', '/oversight']) {
      await page.goto(path);
      await page.getByText('这里没有内容').waitFor();
      expect(await page.locator('tbody tr').count()).toBe(0);
    }
  });
});

/** Under a reason, as a file that names who took it. */
async function takeLog(page: Page): Promise<void> {
  await page.getByRole('button', { name: '导出', exact: true }).click();
  const [log] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: '督导' }).click(),
  ]);
  expect(
    readFileSync(await log.path(), 'utf8')
      .trim()
      .split('\r\n')
      .at(-1),
  ).toMatch(/^导出人 /);
}
