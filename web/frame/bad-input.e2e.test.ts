import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';
import { type PlayedSchool, playedSchool } from '#tools/testing/played-school';

let city: BrowserCity;
let school: PlayedSchool;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
    school = await playedSchool(city);
  });

/** What a child's record must show as letters: markup, a script, signs that control a terminal, and what Word brings. */
const MARKUP =
  '<img src=x onerror="document.title=1"><script>document.title=2</script> &amp; \u0007\u001b[31m{{t}} ${x}';
const WORD = '家长会后“单独”谈话 — 情绪平稳…';
const WORD_MARKUP = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><p class=MsoNormal><b>${WORD}</b><o:p></o:p></p></html>`;

async function sessionForm(page: Page): Promise<void> {
  await page.goto(`/cases/${school.care}?act=recordSession`);
  await page.getByRole('button', { name: '提交' }).waitFor();
  await page.locator('.act-form').getByRole('checkbox').first().check();
}

function note(page: Page) {
  return page.locator('.act-form textarea').first();
}

/** Facts of the case by their type, as the API tells them. */
async function told(id: string, type: RegExp): Promise<number> {
  const { facts } = (await city.call('counselor', 'GET', `/api/cases/${id}/timeline`)) as {
    readonly facts: readonly { readonly fact: { readonly type: string } }[];
  };
  return facts.filter(({ fact }) => type.test(fact.type)).length;
}

describe.skipIf(chromiumPath === undefined)('a form in bad hands', () => {
  it('shows what is too long whole, and says by how much, instead of cutting it off', longNote);
  it('takes markup, signs of control and what Word brings as letters, once, however fast one taps', oddNote);
  it('is not there again after going back to where its act was done', backAgain);
  it('refuses a file of the wrong kind in words, and takes the right one after it', wrongFiles);
});

async function longNote(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await sessionForm(page);
  await note(page).fill('长'.repeat(10_000));
  await page.getByText('最多 8000 字，还多 2000 字').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const before = await told(school.care, /session/i);
  await page.getByRole('button', { name: '提交' }).click();
  expect((await note(page).inputValue()).length).toBe(10_000);
  await note(page).fill('长'.repeat(8_000));
  await page.getByRole('button', { name: '提交' }).click();
  await page.locator('.act-form').waitFor({ state: 'detached' });
  expect(await told(school.care, /session/i)).toBe(before + 1);
  await page.locator('.timeline blockquote', { hasText: '长'.repeat(8_000) }).waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1366);
  // The same of a concern, which stands alone.
  await page.goto('/concern');
  await page.locator('#note').fill('长'.repeat(8_001));
  await page.getByText('还多 1 字').waitFor();
  expect(faults).toEqual([]);
}

async function oddNote(): Promise<void> {
  const { page, context, faults } = await city.seat('counselor');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await sessionForm(page);
  await page.evaluate(
    async ([html = '', plain = '']) => {
      const blob = (text: string, type: string) => new Blob([text], { type });
      const item = { 'text/html': blob(html, 'text/html'), 'text/plain': blob(plain, 'text/plain') };
      await navigator.clipboard.write([new ClipboardItem(item)]);
    },
    [WORD_MARKUP, WORD],
  );
  await note(page).fill(MARKUP);
  await note(page).press('End');
  await note(page).press('Control+V');
  expect(await note(page).inputValue()).toBe(MARKUP + WORD);
  const before = await told(school.care, /session/i);
  await page.getByRole('button', { name: '提交' }).dblclick();
  const quote = page.locator('.timeline blockquote', { hasText: WORD });
  await quote.waitFor();
  expect(await quote.innerText()).toContain('<img src=x onerror="document.title=1"><script>');
  expect(await page.locator('.timeline').locator('img, script, b').count()).toBe(0);
  expect(await page.title()).not.toMatch(/^[12]$/);
  expect(await told(school.care, /session/i)).toBe(before + 1);
  expect(faults).toEqual([]);
}

async function backAgain(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await sessionForm(page);
  await page.getByRole('button', { name: '提交' }).click();
  await page.locator('.act-form').waitFor({ state: 'detached' });
  const done = await told(school.care, /session/i);
  await page.getByRole('link', { name: '台账', exact: true }).click();
  await page.waitForURL('**/ledger*');
  await page.goBack();
  await page.locator('.timeline li').first().waitFor();
  expect(await page.locator('.act-form').count()).toBe(0);
  await page.reload();
  await page.locator('.timeline li').first().waitFor();
  expect(await page.locator('.act-form').count()).toBe(0);
  expect(await told(school.care, /session/i)).toBe(done);
  expect(faults).toEqual([]);
}

async function wrongFiles(): Promise<void> {
  const { page, faults } = await city.seat('school-programme');
  await page.goto('/imports');
  await page.getByLabel('记录类别').fill('活动');
  await page.getByTitle('活动', { exact: true }).click();
  const box = page.getByLabel('要导入的文件');
  const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  for (const file of [
    { name: '照片.png', mimeType: 'image/png', buffer: picture },
    { name: '活动.csv', mimeType: 'text/csv', buffer: picture },
    { name: '活动.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\u0003\u0004broken') },
    { name: '空.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) },
  ]) {
    await box.setInputFiles(file);
    const alert = page.getByRole('alert');
    await alert
      .filter({ hasText: /[\u4e00-\u9fff]/ })
      .first()
      .waitFor();
    await page.getByText('请下载模板填写，存为 xlsx 或 csv 后再上传').waitFor();
    expect(page.url()).toContain('/imports');
  }
  const row = '999001001,心理健康知识宣传,讲座,2026-05-01,操场,1,200,人次,学生';
  const right = Buffer.from(`单位,类别,名称,日期,地点,次数,参与数,计数方式,对象\n${row}`);
  await box.setInputFiles({ name: '活动.csv', mimeType: 'text/csv', buffer: right });
  await page.getByRole('button', { name: '确认写入 1 行' }).waitFor();
  expect(faults).toEqual([]);
}

describe.skipIf(chromiumPath === undefined)('two tabs of one person', () => {
  it('move each other, and a decision made on an older state is told what changed before it goes', async () => {
    const { page, context, faults } = await city.seat('counselor');
    await page.goto(`/cases/${school.care}?act=close`);
    await page.getByRole('button', { name: '提交' }).waitFor();
    const other = await context.newPage();
    await sessionForm(other);
    await note(other).fill('另一个标签页里的辅导');
    await other.getByRole('button', { name: '提交' }).click();
    // Without a reload.
    await page.locator('.timeline blockquote', { hasText: '另一个标签页里的辅导' }).waitFor();
    await fillDecision(page);
    await page.getByRole('button', { name: '提交' }).click();
    const banner = page.getByRole('alert').filter({ hasText: '您打开页面之后，情况有变化' });
    await banner.waitFor();
    expect(await banner.getByRole('listitem').allInnerTexts()).toContainEqual(
      expect.stringContaining('记录了一次辅导'),
    );
    expect(await page.locator('.act-form textarea').first().inputValue()).not.toBe('');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '提交' }).click();
    await banner.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });
});

/** Everything that a decision asks for, whatever its fields are called. */
async function fillDecision(page: Page): Promise<void> {
  const form = page.locator('.act-form');
  for (const select of await form.locator('select').all()) await select.selectOption({ index: 1 });
  for (const words of await form.locator('textarea').all()) await words.fill('连续三次随访平稳，监护人同意。');
  for (const group of await form.locator('fieldset').all()) await group.locator('input').first().check();
}

describe.skipIf(chromiumPath === undefined)('servers that restart in mid-act', () => {
  it('leave the page saying what is known, and the act goes through once by itself', async () => {
    const { page, faults } = await city.seat('counselor');
    await sessionForm(page);
    await note(page).fill('提交时服务器重启');
    const before = await told(school.care, /session/i);
    expect(city.kill('server')).toBe(true);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('还没有收到服务器的答复').waitFor();
    await page.locator('.act-form').waitFor({ state: 'detached', timeout: 60_000 });
    await page.locator('.timeline blockquote', { hasText: '提交时服务器重启' }).waitFor();
    expect(await told(school.care, /session/i)).toBe(before + 1);
    await page.getByText('实时连接已断开').waitFor({ state: 'detached', timeout: 60_000 });
    expect(faults).toEqual([]);
  });

  it('take an act while Temporal is away, and the clock of its duty runs once Temporal is back', async () => {
    const { page, faults } = await city.seat('counselor');
    await sessionForm(page);
    await note(page).fill('提交时时钟服务重启');
    expect(city.kill('temporal')).toBe(true);
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('.timeline blockquote', { hasText: '提交时时钟服务重启' }).waitFor();
    await city.allUp();
    expect(faults).toEqual([]);
  });

  it('let clocks that ran out meanwhile ring once Temporal is back, and the open page shows it by itself', async () => {
    await city.hurry();
    expect(city.kill('temporal')).toBe(true);
    const said = { student: school.quiet, signs: ['attempt'], note: '课间说了告别的话。' };
    const { case: id } = (await city.call('counselor', 'POST', '/api/concerns', said)) as { readonly case: string };
    const { page, faults } = await city.seat('head');
    await page.goto(`/cases/${id}`);
    await page.locator('.segments button', { hasText: '系统' }).click();
    await city.allUp();
    await page.locator('.timeline li').first().waitFor({ timeout: 60_000 });
    expect(await told(id, /^dutyRang$/)).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
});
