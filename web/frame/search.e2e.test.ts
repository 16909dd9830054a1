import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';

interface Pupils {
  readonly items: readonly { readonly id: string; readonly number: string; readonly name: string | null }[];
}

let city: BrowserCity;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
  });

describe.skipIf(chromiumPath === undefined)('search by a key', () => {
  it('finds a pupil by whole name and number and leads to the open case, and a screen by its name', async () => {
    const { items } = (await city.call('counselor', 'GET', '/api/students')) as Pupils;
    const { id: student, number = '', name } = items[0] ?? {};
    const { case: caseId } = (await city.call('head', 'POST', '/api/concerns', { student, signs: ['bullying'] })) as {
      case: string;
    };
    const { page, faults } = await city.seat('counselor');
    await page.goto('/ledger');
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('查找').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    const box = page.getByLabel('学生、页面或要做的事');
    await box.fill(number);
    await page.getByRole('button', { name: number }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await box.fill(name ?? '');
    await page.getByRole('dialog').getByRole('button', { name: number }).click();
    await page.waitForURL(`**/cases/${caseId}`);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.getByLabel('学生、页面或要做的事').fill('测评');
    await page.getByRole('dialog').getByRole('button', { name: '测评' }).click();
    await page.waitForURL('**/campaigns');
    expect(faults).toEqual([]);
  });

  it('finds screens and acts by ear and by keys alone, and asks whom an act is for', actsByEar);

  it('finds nobody of another school', async () => {
    const others = city.city.students.at(-1);
    const { page } = await city.seat('counselor');
    await page.goto('/today');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByLabel('学生、页面或要做的事').fill(`${others?.name ?? ''}`);
    await page.getByText('没有找到').waitFor();
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(0);
  });
});

async function actsByEar(): Promise<void> {
  const { items } = (await city.call('counselor', 'GET', '/api/students')) as Pupils;
  const { id: student, number = '' } = items[1] ?? {};
  await city.call('head', 'POST', '/api/concerns', { student, signs: ['bullying'] });
  const { page, faults } = await city.seat('counselor');
  await page.goto('/ledger');
  await page.locator('.row').first().waitFor();
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog');
  await page.keyboard.type('cp');
  await dialog.getByRole('button', { name: '测评', exact: true }).waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('fqzj');
  await dialog.getByRole('button', { name: '发起转介' }).waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('jilufangtan');
  await dialog.getByRole('button', { name: '记录访谈' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByLabel('“记录访谈”：哪位学生？').waitFor();
  await page.keyboard.type(number);
  await dialog.getByRole('button', { name: number }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '记录访谈' }).waitFor();
  // From there an act is for the child whose page it is.
  const here = page.url();
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('/');
  await page.keyboard.type('faqizhuanjie');
  await dialog.getByRole('button', { name: '发起转介' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '发起转介' }).waitFor();
  expect(page.url().split('?')[0]).toBe(here.split('?')[0]);
  expect(faults).toEqual([]);
}
