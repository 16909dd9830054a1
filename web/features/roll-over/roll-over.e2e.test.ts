import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '#domain/instant';
import { schoolYearOf } from '#programme/period';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

/** The year that has begun; the classes of this city are still those of the one before. */
const YEAR = schoolYearOf(dayOf(Date.now()));
let city: BrowserCity;
const named = { leaver: '', stays: '' };
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  city = await browserCity(undefined, YEAR - 1);
  const { items } = (await city.call('head', 'GET', '/api/students?limit=60')) as { items: Pupil[] };
  const inGrade = (wanted: number) => items.find(({ grade }) => grade === wanted);
  named.leaver = inGrade(9)?.name ?? '';
  named.stays = inGrade(8)?.name ?? '';
  await city.call('counselor', 'POST', '/api/concerns', { student: inGrade(9)?.id, signs: ['recentPlan'] });
});

interface Pupil {
  readonly id: string;
  readonly name: string;
  readonly grade: number;
}

/** The year that is offered first. */
async function look(page: Page): Promise<void> {
  await page.getByRole('button', { name: '试算' }).click();
  await page.getByRole('heading', { name: `${YEAR}—${YEAR + 1} 学年升级` }).waitFor();
}

describe.skipIf(chromiumPath === undefined)('a school turns its year', () => {
  it('sees what would become of every class, who stays and whose case is open, then carries it out', async () => {
    const { page, faults } = await city.seat('head');
    await page.goto('/');
    await page.getByRole('link', { name: '学年升级' }).click();
    await page.getByRole('heading', { name: '学年升级' }).waitFor();
    await page.getByRole('button', { name: '添加学生' }).click();
    await page.getByLabel('学生', { exact: false }).first().fill(named.stays);
    await page.locator('.pupils .choice').filter({ hasText: named.stays }).first().click();
    await page.getByRole('button', { name: '留级' }).click();
    await page.locator('.task-list').getByText(named.stays).waitFor();
    await page.getByRole('button', { name: '添加年级' }).click();
    await page.getByLabel('年级', { exact: true }).selectOption('7');
    await page.getByLabel('一共几个班').fill('9');
    await page.getByRole('button', { name: '添加年级' }).click();
    await page.locator('.task-list').getByText('一共 9 个班').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await look(page);
    const school = page.getByRole('region', { name: '望舒区第一初级中学', exact: true });
    await school.getByText('可以升级').waitFor();
    await school.getByText(named.stays).waitFor();
    await school.getByRole('cell', { name: '毕业离校' }).first().waitFor();
    expect(await school.getByRole('row', { name: /新开班/ }).count()).toBe(9);
    const leavers = page.locator('section').filter({ has: page.getByRole('heading', { name: '有未结个案的毕业生' }) });
    await leavers.getByRole('link', { name: named.leaver }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^执行升级/ }).click();
    await page.getByText(/^升级完成/).waitFor();
    await school.getByText('已升级', { exact: true }).waitFor();
    await leavers.getByRole('cell', { name: /移交个案|访谈|定级/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('finds nothing the second time, shows no cases to whoever keeps the roll alone, and stands among the tasks', async () => {
    const { page, faults } = await city.seat('school-programme', { size: 'phone' });
    await page.goto('/roll-overs');
    await look(page);
    await page.getByText('本学年已经升级完毕，没有要做的。').waitFor();
    expect(await page.getByRole('button', { name: /^执行升级/ }).count()).toBe(0);
    expect(await page.getByText('有未结个案的毕业生').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto('/jobs');
    await page.getByRole('link', { name: '学年升级' }).first().click();
    await page.getByText('本学年已经升级完毕，没有要做的。').waitFor();
    const counselor = await city.seat('counselor');
    await counselor.page.goto('/roll-overs');
    await counselor.page.getByText('这里没有内容').waitFor();
    expect([...faults, ...counselor.faults]).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('a county turns the year', () => {
  it('speaks English to a county and asks for one school where pupils are named', async () => {
    const { page, faults } = await city.seat('programme', { language: 'en' });
    await page.goto('/');
    await page.getByRole('link', { name: 'New school year' }).click();
    await page.getByRole('button', { name: 'Add a pupil' }).click();
    await page.locator('.pupils .choice').first().click();
    await page.getByRole('button', { name: 'Repeats the grade' }).click();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('Done for this year', { exact: true }).first().waitFor();
    await page.getByText('Can be turned', { exact: true }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
