import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, begin } from '#tools/testing/phone-acts';
import { chromiumPath, type PhoneCity, phoneCity, seriousFindings } from '#tools/testing/phone-city';

const LANGUAGES = ['zh', 'en'] as const;
/** The 10 questions of the form. */
const QUESTIONS = 10;

/** Every kind of screen of the page, one after the other; `look` is called on each. */
async function walk(page: Page, codes: readonly string[], look: (screen: string) => Promise<void>): Promise<void> {
  const [code = '', other = ''] = codes;
  await page.goto('/s/');
  await look('code');
  await page.getByRole('textbox').fill('ABC');
  await page.getByRole('button', { name: /^开始$|^Start$/ }).click();
  await page.getByText(/不完整|not look complete/).waitFor();
  await look('code-fault');
  await page.goto(`/s/${code}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const asks = page.getByRole('heading', { name: /开始之前|Before you start/ });
  await asks.or(page.getByRole('radio').first()).first().waitFor();
  if (await asks.isVisible()) await look('asks');
  await begin(page, code);
  await look('question');
  await page.getByRole('radio').nth(1).check();
  await look('chosen');
  for (let n = 1; n < QUESTIONS; n += 1) await answer(page, 0);
  await page.getByRole('button', { name: /先跳过|Skip/ }).click();
  await look('look');
  await page.getByRole('button', { name: /交上去|Hand it in/ }).click();
  await page.getByRole('heading', { name: /谢谢你|Thank you/ }).waitFor();
  await look('thanks');
  await page.goto(`/s/${code}`);
  await page.getByRole('heading', { name: /已经交过|already handed/ }).waitFor();
  await look('answered');
  await begin(page, other);
  await page.getByRole('button', { name: /我想现在|I want to talk/ }).click();
  await page.getByRole('button', { name: /点错了|mistake/ }).waitFor();
  await look('now-counting');
  await page.getByText(/已经通知|has been told/).waitFor();
  await look('now-told');
}

describe.skipIf(chromiumPath === undefined)('how the student’s page looks', () => {
  let city: PhoneCity;
  beforeAll(async () => {
    city = await phoneCity(8);
  });
  const codes = () => [city.next().code, city.next().code];

  it.each(LANGUAGES)('has no serious finding of axe on any screen (%s)', async (language) => {
    const { page, faults } = await city.phone({ language });
    const found: string[] = [];
    await walk(page, codes(), async (screen) => {
      found.push(...(await seriousFindings(page)).map((finding) => `${screen}: ${finding}`));
    });
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });

  it.each(LANGUAGES)('fits 320 points with letters of twice the size, targets large enough (%s)', async (language) => {
    const { page } = await city.phone({ size: 'least', language });
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.style.fontSize = '200%';
      });
    });
    const wide: string[] = [];
    await walk(page, codes(), async (screen) => {
      const { width, small, bar } = await page.evaluate(() => ({
        bar: document.querySelector<HTMLElement>('.now-bar')?.offsetHeight ?? 0,
        width: document.documentElement.scrollWidth,
        small: [...document.querySelectorAll('button, a, label.option, input:not([type=radio])')]
          .filter((each) => each.getBoundingClientRect().height < 44)
          .map((each) => each.textContent),
      }));
      // The way to a person stays in sight, and leaves two thirds of the screen to the question.
      if (bar > 568 / 3) wide.push(`${screen}: a bar of ${bar}`);
      if (width > 320 || small.length > 0) wide.push(`${screen}: ${width} ${small.join()}`);
    });
    expect(wide).toEqual([]);
  });
});
