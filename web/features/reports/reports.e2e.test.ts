import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';
import { readWord } from '#tools/testing/word-file';

/** The files are made by a process that loads everything anew. */
const FROZEN_MS = 300_000;

describe.skipIf(chromiumPath === undefined)('reports', () => {
  let city: BrowserCity;
  beforeAll(async () => {
    city = await browserCity();
  });

  it(
    'go from a file of records to a Word file signed by two, every figure opening its rows',
    { timeout: 600_000 },
    () => expectSignedWord(city),
  );

  it('answer a proposal question by question, and say which is still open', () => expectReply(city));

  it('are not there for who reads none', async () => {
    const { page } = await city.seat('classteacher');
    await page.goto('/reports');
    await page.getByText('这里没有内容').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(0);
  });
});

const SHEET = [
  '单位,类别,名称,日期,地点,次数,参与数,计数方式,对象',
  '999001001,心理健康知识宣传,春季讲座甲,2026-05-01,操场,1,200,人次,学生',
  '999001002,心理健康知识宣传,春季讲座乙,2026-05-02,操场,1,300,人次,学生',
].join('\n');

async function expectSignedWord(city: BrowserCity) {
  await importSheet(city);
  const { page, faults } = await city.seat('city-programme');
  await draft(page);
  expect(await seriousFindings(page)).toEqual([]);
  const address = page.url();
  await page.getByRole('button', { name: '送审' }).click();
  await page.getByText(/还差：\d+ 处内容/).waitFor();

  await page.getByRole('link', { name: '500人次' }).first().click();
  await page.getByText('春季讲座乙').waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: '春季讲座' }).count()).toBe(2);
  await page.goto(address);
  await writeOpenBlock(page, '继续健全机制，补齐短板。');
  await fillForm(page);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '送审' }).click();
  await page.getByText('待第一签').waitFor();
  expect(await page.getByRole('button', { name: '签字' }).count()).toBe(0);

  const signer = await city.seat('signer', { language: 'en' });
  await signer.page.goto(address);
  await signer.page.getByRole('button', { name: 'Sign', exact: true }).click();
  await signer.page.getByText('Awaits second signature').waitFor();
  expect(await seriousFindings(signer.page)).toEqual([]);

  const head = await city.seat('city', { size: 'phone' });
  await head.page.goto(address);
  await head.page.getByRole('button', { name: '签发' }).click();
  await head.page.getByText('已签发', { exact: true }).waitFor({ timeout: FROZEN_MS });
  expect(await seriousFindings(head.page)).toEqual([]);
  const [file] = await Promise.all([
    head.page.waitForEvent('download'),
    head.page.getByRole('button', { name: '下载 Word' }).click(),
  ]);
  const { paragraphs, figures } = readWord(readFileSync(await file.path()));
  expect(figures).toContainEqual(['activities.heads.publicity', '500人次']);
  expect(paragraphs.join('\n')).toContain('心教报〔2026〕1号');
  expect(paragraphs.join('\n')).toContain('继续健全机制，补齐短板。');
  expect([...faults, ...signer.faults, ...head.faults]).toEqual([]);
}

async function importSheet(city: BrowserCity) {
  const { page } = await city.seat('programme');
  await page.goto('/imports');
  await page.getByLabel('记录类别').fill('活动');
  await page.getByTitle('活动', { exact: true }).click();
  const buffer = Buffer.from(SHEET);
  await page.getByLabel('要导入的文件').setInputFiles({ name: 'activities.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: '确认写入 2 行' }).click();
  await page.getByText('已写入 2 条记录').waitFor();
}

async function draft(page: Page) {
  await page.goto('/reports');
  await page.getByRole('button', { name: '起草报告' }).first().click();
  await page.getByLabel('起始日期').fill('2026-01-01');
  await page.getByLabel('截止日期').fill('2026-06-30');
  await page.getByLabel('提交期限').fill('2027-01-31');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '按记录生成草稿' }).click();
  await page.getByRole('article', { name: '报告正文' }).waitFor();
}

/** A typed number beside a figure is refused with the reason; plain words are taken. */
async function writeOpenBlock(page: Page, text: string) {
  await page.getByRole('button', { name: /^修改：由报告单位撰写/ }).click();
  const box = page.getByRole('textbox', { name: '修改' });
  await box.fill(`${text}\u202e`);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('含有不能写入公文的字符').waitFor();
  await box.fill(text);
  await page.getByRole('button', { name: '提交' }).click();
  await page.locator('.paper-text', { hasText: text }).waitFor();
}

async function fillForm(page: Page) {
  await page.getByRole('button', { name: '修改版头与版记' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('主送单位').fill('心桥市人民政府');
  await dialog.getByLabel('主送单位').press('Enter');
  await dialog.getByLabel('发文字号中的机关代字').fill('心教报');
  await dialog.getByLabel('联系人').fill('周以宁');
  await dialog.getByLabel('联系电话').fill('000-1234567');
  await dialog.getByLabel('印发机关').fill('心桥市教育局办公室');
  await dialog.getByRole('button', { name: '提交' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function expectReply(city: BrowserCity) {
  const { page, faults } = await city.seat('city-programme');
  await page.goto('/reports/new');
  await page.getByRole('radio', { name: '提案答复' }).check();
  await page.getByLabel('提交期限').fill('2027-01-31');
  await page.getByLabel('会议').fill('市政协三届二次会议');
  await page.getByLabel('提案编号').fill('16');
  await page.getByLabel('提案标题').fill('关于加强学生心理健康教育的建议');
  await page.getByRole('button', { name: '添加问题' }).click();
  await page.getByLabel('问题 1', { exact: true }).fill('经费如何保障？');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '按记录生成草稿' }).click();
  await page.getByRole('article', { name: '报告正文' }).waitFor();
  const question = page.getByRole('listitem').filter({ hasText: '经费如何保障' });
  await question.getByText('待写').waitFor();
  await page.locator('#block-question-1-answer').getByRole('button', { name: /^修改/ }).click();
  await page.getByRole('textbox', { name: '修改' }).fill('已列入年度预算。');
  await page.getByRole('button', { name: '提交' }).click();
  await question.getByText('已有答复').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
}
