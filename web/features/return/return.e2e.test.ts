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

interface View {
  readonly id: string;
  readonly stage: string;
  readonly duties: readonly { readonly id: string; readonly kind: string; readonly subject: string | null }[];
}

describe.skipIf(chromiumPath === undefined)('a leave and the way back', () => {
  it('begins on the case and is led through its steps on a page of its own', left);
  it('goes back through its gates, approved by the head, with a letter for the family', returned);
  it(
    'is told the family in the letter that the school opens and prints, and that a guardian reads by a link',
    lettered,
  );
  it('shows nothing to the class teacher of another class', async () => {
    const { id } = await view();
    const { page } = await city.seat('classteacher', { size: 'phone' });
    await page.goto(`/returns/${id}`);
    await page.getByRole('alert').first().waitFor();
    expect(await page.locator('.timeline, .acts, .track').count()).toBe(0);
  });
});

async function left(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await page.goto(`/cases/${school.care}?act=startLeave`);
  await submitted(page);
  await page.getByRole('link', { name: '打开休学复学' }).first().click();
  await page.waitForURL('**/returns/*');
  await page.getByRole('list', { name: '休学与复学' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByText('显示身份和联系方式').click();
  await page.locator('.who-open').getByRole('button').first().click();
  await page.locator('.who-open').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: '记录休学评估' }).click();
  await page.getByLabel('情绪低落').check();
  await page.getByLabel('建议休学').check();
  await submitted(page);
  await page.getByRole('button', { name: '记录与监护人沟通' }).click();
  await page.getByLabel('同意', { exact: true }).check();
  await submitted(page);
  await page.getByRole('button', { name: '登记休学申请' }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await appliedFor(page);
  await page.getByLabel('休学至').fill('2027-02-20T08:00');
  await submitted(page);

  const head = await city.seat('head');
  await head.page.goto(page.url());
  await head.page.getByRole('button', { name: '审批休学' }).click();
  await head.page.getByLabel('同意休学').check();
  await head.page.getByLabel('需要休养').check();
  await submitted(head.page);
  expect((await view()).stage).toBe('onLeave');
  expect([...faults, ...head.faults]).toEqual([]);
}

async function returned(): Promise<void> {
  const { id } = await view();
  const { page, faults } = await city.seat('counselor');
  await page.goto(`/returns/${id}`);
  await page.getByText('显示身份和联系方式').click();
  await page.locator('.who-open').getByRole('button').first().click();
  await page.locator('.who-open').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '登记复学申请' }).click();
  await appliedFor(page);
  await submitted(page);
  await answer('head', 'returnSchoolReview', null, { act: 'recordSchoolReview', missing: [] });
  const advice = { recommendation: 'withConditions', needs: ['partTime'] };
  await answer('counselor', 'returnJoint', 'hospital', { act: 'recordHospitalAdvice', document: 'H-1', ...advice });
  const fine = { recommendation: 'suitable', needs: [] };
  await answer('expert-education', 'returnJoint', 'expert', { act: 'recordExpertAssessment', ...fine });

  const head = await city.seat('head');
  await head.page.goto(`/returns/${id}`);
  await head.page.getByRole('button', { name: '同意复学' }).click();
  expect(await seriousFindings(head.page)).toEqual([]);
  await head.page.getByLabel('过渡期（周）').fill('3');
  await head.page.getByLabel('部分时间到校').check();
  await head.page.locator('textarea').fill('上午到校，下午回家休息。');
  await submitted(head.page);
  expect((await view()).stage).toBe('phased');
  await page.getByRole('link', { name: /复学通知/ }).waitFor();
  await page.locator('.timeline li', { hasText: '同意复学' }).first().waitFor();
  expect([...faults, ...head.faults]).toEqual([]);
}

async function lettered(): Promise<void> {
  const { id } = await view();
  const { page, faults } = await city.seat('counselor');
  await page.goto(`/returns/${id}`);
  await page.getByRole('link', { name: /复学通知/ }).click();
  await page.getByRole('button', { name: '帮助该生' }).click();
  const paper = page.getByRole('article', { name: '复学通知' });
  await paper.waitFor();
  const told = await paper.innerText();
  expect(told).toMatch(/部分时间到校/);
  expect(await seriousFindings(page)).toEqual([]);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('w')]);
  expect(file.suggestedFilename()).toMatch(/\.docx$/);

  await page.goto(`/cases/${school.care}`);
  await page.getByText('显示身份和联系方式').click();
  await page.locator('.who-open').getByRole('button').first().click();
  await page.getByRole('button', { name: '发送链接' }).first().click();
  const window = page.getByRole('dialog');
  await window.getByLabel('预约、下一步和返校手续').check();
  await window.getByRole('button', { name: '生成链接' }).click();
  const digits = await window.locator('strong.running').innerText();
  const address = await window.locator('.facts dd').first().innerText();
  const guardian = await city.stranger({ size: 'phone' });
  await guardian.page.goto(address.trim());
  await guardian.page.getByLabel('六位数字').fill(digits);
  await guardian.page.getByRole('button', { name: '打开' }).click();
  await guardian.page.getByRole('button', { name: '看学校的信：复学通知' }).click();
  const letter = guardian.page.getByRole('article', { name: '复学通知' });
  await letter.waitFor();
  const read = await letter.innerText();
  expect(read).toMatch(/部分时间到校/);
  // What the school keeps to itself is in neither.
  for (const text of [read, told]) expect(text).not.toMatch(/练习了睡前放松|同学反映被排挤/);
  expect([...faults, ...guardian.faults]).toEqual([]);
}

/** A guardian of the child who may be turned to, with both papers. */
async function appliedFor(page: Page): Promise<void> {
  await page.getByRole('group', { name: '谁提出申请' }).getByLabel('监护人').check();
  await page.getByLabel('哪位监护人').selectOption({ index: 1 });
  for (const paper of await page.getByRole('group', { name: '已收到的材料' }).getByRole('checkbox').all())
    await paper.check();
}

async function submitted(page: Page): Promise<void> {
  await page.getByRole('button', { name: '提交' }).click();
  await page.locator('.act-form').waitFor({ state: 'detached' });
}

async function view(): Promise<View> {
  const { items } = (await city.call('counselor', 'GET', '/api/returns?limit=50')) as {
    readonly items: readonly { readonly id: string; readonly case: string | null }[];
  };
  const id = items.find((line) => line.case === school.care)?.id ?? '';
  return (await city.call('counselor', 'GET', `/api/returns/${id}`)) as View;
}

async function answer(who: string, kind: string, subject: string | null, body: object): Promise<void> {
  const { id, duties } = await view();
  const owed = duties.find((duty) => duty.kind === kind && (subject === null || duty.subject === subject));
  await city.call(who, 'POST', `/api/returns/${id}/acts`, { ...body, answers: owed?.id });
}
