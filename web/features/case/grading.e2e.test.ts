import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';
import { type PlayedSchool, playedSchool } from '#tools/testing/played-school';

const SOON = { timeout: 15_000, interval: 50 };

let city: BrowserCity;
let school: PlayedSchool;

describe.skipIf(chromiumPath === undefined)('a school at its browsers', () => {
  beforeAll(async () => {
    city = await browserCity();
    school = await playedSchool(city);
  });

  it('see a critical warning of a class teacher in the list of today without reloading', warnedLive);
  it('grade L3 with two people, each in their own browser, and the first sees the second sign', signedByTwo);
  it('see what others do to the case that is open, without reloading and without losing a letter', actsOfOthers);
  it('see the line mend itself after it broke, with what was done meanwhile', brokenLine);
  it(
    'keep what was typed when the session ends in mid-form, and send it once after signing in again',
    keptThroughSignIn,
  );
  it('work through a crisis on a phone with one hand', crisisOnPhone);
  it(
    'have a class teacher who was named stay with the child, log it from a phone and call nobody of the family',
    watchedByTeacher,
  );
});

async function warnedLive(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await page.goto('/today');
  await page.locator('.row').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const before = await page.locator('.tabs [aria-pressed=true] .count').innerText();
  const student = school.quiet;
  const asked = Date.now();
  await city.call('classteacher', 'POST', '/api/concerns', {
    student,
    signs: ['attempt'],
    note: '课间说了告别的话。',
  });
  await page.waitForFunction(
    (count) => Number(document.querySelector('.tabs [aria-pressed=true] .count')?.textContent) > Number(count),
    before,
  );
  console.log(`on the screen ${Date.now() - asked} ms after it was sent`);
  await page.getByRole('alert').filter({ hasText: '危机' }).waitFor();
  expect(faults).toEqual([]);
}

async function signedByTwo(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await page.goto(`/cases/${school.signing}`);
  await page.getByText('待签字：').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const waiting = await page.getByText('等待签字').count();
  expect(waiting).toBeGreaterThan(0);
  // Who may not sign has no button that would be refused.
  expect(await page.getByRole('button', { name: /^(签字|退回|收回提议)$/ }).count()).toBe(0);

  const expert = await city.seat('expert-health', { language: 'en' });
  await expert.page.goto(`/cases/${school.signing}`);
  await expert.page.getByRole('button', { name: 'Sign', exact: true }).first().click();
  await expert.page.getByRole('heading', { name: 'Sign', exact: true }).waitFor();
  expect(await seriousFindings(expert.page)).toEqual([]);
  const submit = expert.page.getByRole('button', { name: 'Submit' });
  await submit.dblclick();
  await submit.waitFor({ state: 'detached' });

  await expect.poll(() => page.getByText('等待签字').count(), SOON).toBe(waiting - 1);
  const timeline = (await city.call('counselor', 'GET', `/api/cases/${school.signing}/timeline`)) as {
    facts: { fact: { type: string } }[];
  };
  expect(timeline.facts.filter(({ fact }) => /sign/i.test(fact.type)).length).toBe(1);
  expect([...faults, ...expert.faults]).toEqual([]);
}

async function actsOfOthers(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await page.goto(`/cases/${school.care}?act=recordSession`);
  const words = page.getByRole('textbox', { name: /^记录/ });
  await words.pressSequentially('她今天说到宿舍，');
  const other = await city.seat('head');
  await other.page.goto('/ledger');
  const graver = other.page.locator('.row .level-L3');
  await graver.first().waitFor();
  const before = await graver.count();
  await city.cookie('standin');
  const asked = Date.now();
  const raised = { act: 'raise', level: 'L3', basis: ['interview'], reasonCode: 'interviewFindings' };
  await city.call('standin', 'POST', `/api/cases/${school.care}/acts`, { ...raised, reason: '家长来电，情况加重。' });
  await page.locator('.timeline blockquote', { hasText: '家长来电' }).first().waitFor();
  console.log(`on the other's open case ${Date.now() - asked} ms after it was sent`);
  await words.pressSequentially('愿意再谈。');
  expect(await words.inputValue()).toBe('她今天说到宿舍，愿意再谈。');
  await expect.poll(() => graver.count(), SOON).toBe(before + 1);
  expect([...faults, ...other.faults]).toEqual([]);
}

async function brokenLine(): Promise<void> {
  const { page } = await city.seat('counselor');
  await page.goto(`/cases/${school.warned}`);
  const views = page.locator('.timeline li', { hasText: '日常观察' });
  await page.locator('.timeline li').first().waitFor();
  const before = await views.count();
  expect(city.kill('server')).toBe(true);
  await page.locator('.line-broken').waitFor();
  await city.allUp();
  await city.call('standin', 'POST', `/api/cases/${school.warned}/acts`, {
    act: 'recordSecondSource',
    view: ['quiet'],
  });
  await page.locator('.line-broken').waitFor({ state: 'detached' });
  await expect.poll(() => views.count(), SOON).toBeGreaterThan(before);
}

async function keptThroughSignIn(): Promise<void> {
  const { page, context } = await city.seat('counselor');
  await page.goto(`/cases/${school.warned}?act=recordInterview`);
  await page.getByLabel('情绪低落').check();
  await page.getByLabel('需要复评').check();
  await page.getByRole('textbox', { name: /^记录/ }).fill('<b>粘贴</b>的文字\n第二行');
  await context.clearCookies();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByLabel('用户名').fill('counselor');
  await page.getByLabel('密码', { exact: true }).fill('no secret: a city for an hour');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('动态验证码').fill(city.code());
  const told = page.locator('.timeline blockquote', { hasText: '<b>粘贴</b>的文字' });
  await told.first().waitFor();
  expect(await told.count()).toBe(1);
}

async function crisisOnPhone(): Promise<void> {
  const { page, faults } = await city.seat('counselor', { size: 'phone' });
  await page.goto(`/crisis/${school.crisis}`);
  await page.getByRole('timer').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '我已收到告警' }).tap();
  await page.getByRole('button', { name: '平静' }).tap();
  await page.getByRole('button', { name: '显示监护人电话' }).tap();
  await page.locator('a.big-call').nth(2).waitFor();
  await page.getByRole('button', { name: '记录与监护人通话' }).tap();
  const guardian = page.getByRole('combobox', { name: /监护人/ });
  await guardian.selectOption({ index: 1 });
  await page.getByRole('combobox', { name: /结果/ }).selectOption('reached');
  await page.getByRole('button', { name: '提交' }).tap();
  await page.getByRole('timer').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  expect(faults).toEqual([]);
}

async function watchedByTeacher(): Promise<void> {
  const path = `/api/cases/${school.crisis}`;
  const { person } = (await city.call('classteacher', 'GET', '/api/me')) as { readonly person: string };
  await city.call('head', 'POST', `${path}/acts`, { act: 'assignWatch', watcher: person });
  const logged = async () => {
    const { state } = (await city.call('counselor', 'GET', path)) as { state: { crisis: { lastWatchEntry: number } } };
    return state.crisis.lastWatchEntry;
  };
  const before = await logged();
  const { page, faults } = await city.seat('classteacher', { size: 'phone' });
  await page.goto('/');
  await page.locator('.row', { hasText: '记录陪护情况' }).tap();
  await page.waitForURL(`**/crisis/${school.crisis}`);
  await page.getByRole('button', { name: '平静' }).tap();
  await expect.poll(logged).toBeGreaterThan(before);
  expect(await page.getByText('还没有指定陪护人').count()).toBe(0);
  expect(await page.getByRole('button', { name: /监护人/ }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
  expect(faults).toEqual([]);
}
