import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

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

/** The browser; rejects where there is none. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-gpu'] });
}

/** A new person at the browser; `cookie`: signed in already. */
export async function seatOf(
  browser: Browser,
  url: string,
  { size = 'laptop', language = 'zh' }: Looking,
  cookie = '',
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
  await context.addCookies(
    cookie
      .split('; ')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        return { name, value, url, httpOnly: true, sameSite: 'Lax' as const };
      }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // a disk that stands still for half a minute is no fault of the page
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // Refused requests are for the page to show; what its policy refused is a fault of ours.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  return { page, context, faults };
}
