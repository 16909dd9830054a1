import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { type ServedCity, servedCity } from './browser-city.ts';

export type { ServedCity } from './browser-city.ts';
export { PASSWORD } from './browser-city.ts';

/** Names under which systems keep it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** A chromium on PATH; undefined where there is none: such tests are skipped, and the run says so. */
export const chromiumPath: string | undefined = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(isProgram);

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `laptop`: the smallest screen of an office · `phone`: one hand · `cheap`: what many pupils have · `least`: WCAG 1.4.10. */
export const SIZES = {
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
  cheap: { width: 360, height: 640 },
  least: { width: 320, height: 568 },
} as const;

export interface Looking {
  readonly size?: keyof typeof SIZES;
  readonly language?: 'zh' | 'en';
}

/** A person at a browser of their own. */
export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that went wrong on the page: errors of scripts, and what its policy refused. */
  readonly faults: readonly string[];
}

/** The served city with a browser before it. */
export interface BrowserCity extends ServedCity {
  /** Nobody signed in. */
  stranger(looking?: Looking): Promise<Seat>;
  /** A member of staff of the city by name, signed in. */
  seat(username: string, looking?: Looking): Promise<Seat>;
}

/** Call it at the top of a file of browser tests, inside `beforeAll`; everything ends with the file. */
export async function browserCity(pupils?: number): Promise<BrowserCity> {
  const served = await servedCity(pupils);
  const browser = await openBrowser(() => served.stop());
  const stranger = (looking: Looking = {}) => seatOf(browser, served.url, looking);
  return {
    ...served,
    stranger,
    seat: async (username, looking) => {
      const cookie = await served.cookie(username);
      const seat = await stranger(looking);
      await seat.context.addCookies(
        cookie.split('; ').map((pair) => {
          const [name = '', value = ''] = pair.split(/=(.*)/s);
          return { name, value, url: served.url, httpOnly: true, sameSite: 'Lax' as const };
        }),
      );
      return seat;
    },
  };
}

/** A browser that ends with the file of tests, and then whatever it looked at. */
export async function openBrowser(stop: () => Promise<unknown>): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  afterAll(async () => {
    await browser.close();
    await stop();
  });
  return browser;
}

/** A person at a browser of their own, before the server at `url`. */
export async function seatOf(
  browser: Browser,
  url: string,
  { size = 'laptop', language = 'zh' }: Looking,
): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: SIZES[size],
    hasTouch: size !== 'laptop',
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  if (language === 'en') await context.addInitScript("localStorage.setItem('xinqiao.language', 'en')");
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // Refused requests are for the page to show; what its policy refused is a fault of ours.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  return { page, context, faults };
}

/** What axe finds serious or critical, one line each; the rest is for the eye. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n  ${failureSummary ?? ''}`));
}
