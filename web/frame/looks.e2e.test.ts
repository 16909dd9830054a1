import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, type Looking, seriousFindings } from '#tools/testing/browser';
import { openedCampaign } from '#tools/playing/programme';
import { type PlayedSchool, playedSchool } from '#tools/testing/played-school';

let city: BrowserCity;
let school: PlayedSchool;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
    school = await playedSchool(city);
  });

describe.skipIf(chromiumPath === undefined)('the console in the dark', () => {
  const counselor: readonly (readonly [string, string, Looking?])[] = [
    ['/today', '.row'],
    ['/ledger', '.row'],
    ['/campaigns', 'h1'],
    ['/concern', '.pupils button'],
    ['/records', '.kind-grid a'],
    ['/pictures', 'h1'],
    ['/jobs', 'h1'],
  ];

  it('can be read by everybody on every main screen, with its windows open', async () => {
    const { page, faults } = await city.seat('counselor');
    await page.emulateMedia({ colorScheme: 'dark' });
    const screens = [
      [`/cases/${school.signing}`, '.timeline li'],
      [`/cases/${school.warned}?act=recordInterview`, '.act-form'],
      [`/crisis/${school.crisis}`, '.timeline li'],
      ...counselor,
    ] as const;
    for (const [path, ready] of screens) {
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor'), path).toBe('rgb(16, 22, 24)');
      expect(await seriousFindings(page), path).toEqual([]);
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is chosen by hand too, and stays chosen', async () => {
    const { page } = await city.seat('head');
    await page.goto('/today');
    await page.getByRole('button', { name: /^账号/ }).click();
    await page.getByRole('menuitem', { name: '深色' }).click();
    await page.reload();
    await page.locator('.now-card').first().waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.locator('.now-card li').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('the page of a case on paper', () => {
  it('has the name of whoever printed it across it, and neither menu nor buttons', async () => {
    const { page, faults } = await city.seat('counselor');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`/cases/${school.care}`);
    await page.locator('.timeline li').first().waitFor();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const gone of ['.bar', '.menu', '.page-actions', '.acts', 'button:visible'])
      expect(await page.locator(gone).filter({ visible: true }).count(), gone).toBe(0);
    const mark = page.locator('.watermark');
    expect(await mark.evaluate((at) => getComputedStyle(at).backgroundImage)).toContain('data:image/svg+xml');
    expect(await mark.evaluate((at) => getComputedStyle(at).printColorAdjust)).toBe('exact');
    // Black on white, whatever the screen was.
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const colour = await page
      .locator('.timeline li')
      .first()
      .evaluate((at) => getComputedStyle(at).color);
    expect(colour).toBe('rgb(0, 0, 0)');
    expect(await page.evaluate('document.querySelector("#main").scrollHeight <= document.body.scrollHeight')).toBe(
      true,
    );
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    expect(faults).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)('a campaign in the dark, in English', () => {
  it('can be read, and asks before it ends', async () => {
    const campaign = await openedCampaign(city.call, 'counselor', city.city.schools[0].code);
    const { page, faults } = await city.seat('counselor', { language: 'en' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`/campaigns/${campaign}`);
    await page.getByRole('button', { name: /close answering/i }).click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(faults).toEqual([]);
  });
});
