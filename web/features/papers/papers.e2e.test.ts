import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';
import { type PlayedSchool, playedSchool } from '#tools/testing/played-school';
import { pagesIn } from '#tools/testing/printed';
import { readWord } from '#tools/testing/word-file';

let city: BrowserCity;
let school: PlayedSchool;

if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
    school = await playedSchool(city);
  });

describe.skipIf(chromiumPath === undefined)('papers about a child', () => {
  it('are made from the case by keys: a reason, the page as it is printed, and the same as Word', summary);
  it('leave the screens around them off the paper, and carry who printed them on every page', printed);
  it('go with a child to a hospital as the packet that was sent, and are not there before', letter);
  it('N16: are neither offered nor given to a class teacher', async () => {
    const { page } = await city.seat('classteacher');
    await page.goto(`/cases/${school.care}/summary`);
    await page.getByText('这里没有内容').waitFor();
    expect(await page.locator('.sheet').count()).toBe(0);
  });
});

async function summary(): Promise<void> {
  const { page, faults } = await city.seat('counselor');
  await page.goto(`/cases/${school.care}`);
  await page.locator('.timeline li').first().waitFor();
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: '为什么要出具？' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '帮助该生' }).click();
  const sheet = page.getByRole('article', { name: '个案摘要' });
  await sheet.waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const text = await sheet.innerText();
  expect(text).toMatch(/姓名\s+\S\*+/);
  expect(text).toMatch(/等级与依据[\s\S]*辅导方案[\s\S]*待办[\s\S]*经过/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('w')]);
  expect(file.suggestedFilename()).toMatch(/^caseSummary-\d{4}-\d\d-\d\d\.docx$/);
  const word = readWord(readFileSync(await file.path())).paragraphs.join('\n');
  for (const line of text.split(/[\n\t]+/).filter((each) => each.trim() !== '' && !each.includes('打印')))
    expect(word).toContain(line.trim());
  expect(faults).toEqual([]);
}

async function printed(): Promise<void> {
  const { page } = await city.seat('counselor', { language: 'en' });
  await page.goto(`/cases/${school.signing}/summary`);
  await page.getByText('Name in full').click();
  await page.getByRole('button', { name: 'To help the student' }).click();
  const sheet = page.locator('.sheet');
  await sheet.waitFor();
  const text = await sheet.innerText();
  expect(text).not.toMatch(/\*/);
  await page.emulateMedia({ media: 'print' });
  for (const around of ['.menu', '.bar', '.page-head']) expect(await page.locator(around).isVisible()).toBe(false);
  expect(await sheet.isVisible()).toBe(true);
  expect(await page.locator('.watermark').evaluate((place) => getComputedStyle(place).printColorAdjust)).toBe('exact');
  expect(await page.locator('.sheet-foot').evaluate((foot) => getComputedStyle(foot).display)).toBe(
    'table-footer-group',
  );
  expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBeGreaterThan(0);
}

async function letter(): Promise<void> {
  const raised = (await city.call('head', 'POST', '/api/concerns', { student: school.quiet, signs: ['attempt'] })) as {
    case: string;
  };
  const basis = { kind: 'emergency', by: city.city.staff('head').person };
  const ask = { act: 'requestReferral', hospital: '999000-h1', basis, reason: '今天说了告别的话，需要当天评估' };
  await city.call('head', 'POST', `/api/cases/${raised.case}/acts`, ask);
  const { items } = (await city.call('head', 'GET', `/api/referrals?student=${school.quiet}`)) as {
    items: { id: string }[];
  };
  const id = items[0]?.id ?? '';
  const head = await city.seat('head');
  await head.page.goto(`/referrals/${id}/letter`);
  await head.page.getByRole('button', { name: '帮助该生' }).click();
  await head.page.getByText('现在还不能出具').waitFor();
  const { personVersion } = (await city.call('head', 'GET', `/api/referrals/${id}`)) as { personVersion: number };
  await city.call('head', 'POST', `/api/referrals/${id}/acts`, { act: 'send', against: personVersion });

  const hospital = await city.seat('hospital');
  await hospital.page.goto(`/referrals/${id}`);
  await hospital.page.getByRole('button', { name: '打印 / Word' }).click();
  await hospital.page.getByRole('button', { name: '帮助该生' }).click();
  const sheet = hospital.page.getByRole('article', { name: '转介信' });
  await sheet.waitFor();
  expect(await sheet.innerText()).toMatch(/紧急情况[\s\S]*今天说了告别的话[\s\S]*监护人尚未就此同意/);
  expect(await seriousFindings(hospital.page)).toEqual([]);
  const left = (await city.call('head', 'GET', `/api/students/${school.quiet}/disclosures`)) as {
    items: { what: string }[];
  };
  expect(left.items.filter(({ what }) => what === 'packetOpened')).toHaveLength(1);
  expect(hospital.faults).toEqual([]);
}
