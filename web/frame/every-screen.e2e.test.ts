import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, type Seat, seriousFindings } from '#tools/testing/browser';
import { SIZES } from '#tools/testing/browser-seat';
import { EVERY_SCREEN, filledScreens, type Ids } from '#tools/testing/every-screen';
import { FEATURES } from '#web/console/features.ts';

let city: BrowserCity;
let ids: Ids;
const seats = new Map<string, Seat & { readonly told: Set<string> }>();
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
    ids = await filledScreens(city);
  });

describe.skipIf(chromiumPath === undefined)('every screen of the console, in English', () => {
  it('is looked at here', () => {
    const all = new Set(FEATURES.flatMap((feature) => feature.screens.map(({ path }) => path)));
    expect(Object.keys(EVERY_SCREEN).sort()).toEqual(['/', ...all].sort());
  });

  it.each(Object.entries(EVERY_SCREEN))(
    '%s has no serious finding of axe, says nothing in Chinese but what people wrote, and fits a phone',
    async (_path, [who, at]) => {
      expect(await findingsOn(who, at(ids))).toEqual([]);
    },
  );
});

async function findingsOn(who: string, at: string): Promise<string[]> {
  const { page, told, faults } = await seatFor(who);
  const before = faults.length;
  await page.setViewportSize(SIZES.laptop);
  await page.goto(at);
  await settled(page);
  const found = await seriousFindings(page);
  const texts = await textsOn(page);
  const data = [...told].join('\n');
  for (const text of texts) {
    found.push(...chineseIn(text).filter((part) => !data.includes(part)));
    // A key that has no text shows itself.
    if (/^[a-z]\w*(?:[.:][a-z]\w*)+$/.test(text) && !data.includes(text)) found.push(`a key: ${text}`);
  }
  if (await page.getByText('Nothing is here').isVisible()) found.push('no such screen');
  if ((await page.locator('.problem').count()) > 0) found.push('a problem is shown');
  await page.setViewportSize(SIZES.phone);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) found.push(`on a phone it is ${over} points too wide`);
  return [...new Set(found), ...faults.slice(before)];
}

/** One seat a person; `told`: every text that the API sent there, which is what people wrote. */
async function seatFor(who: string) {
  const known = seats.get(who);
  if (known !== undefined) return known;
  const seat = await city.seat(who, { language: 'en' });
  const told = new Set<string>();
  seat.page.on('response', (response) => {
    if (!response.url().includes('/api/') || response.headers()['content-type']?.includes('json') !== true) return;
    // A page that was left takes its answers with it.
    void response.json().then(
      (answer) => gather(answer, told),
      () => undefined,
    );
  });
  const made = { ...seat, told };
  seats.set(who, made);
  return made;
}

function gather(answer: unknown, told: Set<string>): void {
  if (typeof answer === 'string') told.add(answer);
  else if (typeof answer === 'object' && answer !== null)
    for (const value of Object.values(answer)) gather(value, told);
}

async function settled(page: Page): Promise<void> {
  await page.locator('#main h1, #main .empty').first().waitFor();
  // Our own policy forbids the page to read a rule from a text, so it is asked from here.
  await expect
    .poll(() => page.locator('.waiting, .ant-skeleton, .ant-spin-spinning').count(), {
      timeout: 30_000,
      message: page.url(),
    })
    .toBe(0);
}

/** What one reads or hears: texts, names of fields and buttons, hints. What says that it is Chinese, as a report does, may be. */
function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element)
        texts.push(...['aria-label', 'placeholder', 'title', 'alt'].map((name) => node.getAttribute(name) ?? ''));
      else if (node.parentElement?.closest('style, script, noscript, [lang^="zh"]') === null)
        texts.push(node.nodeValue ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** Runs of Chinese, without the name of the language itself. */
const chineseIn = (text: string) => (text.match(/\p{Script=Han}+/gu) ?? []).filter((part) => part !== '中文');
