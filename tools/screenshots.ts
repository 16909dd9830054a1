/**
 * `npm run screenshots [-- NAME ...]`: brings up a small city with a week of work in it and writes docs/screenshots/NAME.png of each main screen, in
 * Chinese and English, on a laptop and on a phone where it is used on one.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { sayOnTerminal as say } from './servers/progress.ts';
import { reasonOf } from './servers/reason.ts';
import { type ServedCity, servedCity } from './testing/browser-city.ts';
import { chromiumPath, launchChromium, type Looking, seatOf } from './testing/browser-seat.ts';
import { type PlayedSchool, playedSchool } from './testing/played-school.ts';

const OUT = 'docs/screenshots';

interface Shot {
  readonly name: string;
  /** Who sits there, by name in the city; null: nobody is signed in. */
  readonly who: string | null;
  readonly path: (school: PlayedSchool) => string;
  readonly looking?: Looking;
  /** Something that is on screen once it is ready. */
  readonly ready: string;
  /** What the person does before the picture is taken. */
  readonly before?: (page: Page) => Promise<void>;
}

/** Every main screen: add yours. */
const SHOTS: readonly Shot[] = [
  { name: 'sign-in', who: null, path: () => '/', ready: 'form' },
  { name: 'today', who: 'counselor', path: () => '/today', ready: '.row' },
  { name: 'today-en', who: 'counselor', path: () => '/today?list=waiting', ready: '.row', looking: { language: 'en' } },
  { name: 'today-phone', who: 'counselor', path: () => '/today', ready: '.row', looking: { size: 'phone' } },
  { name: 'case', who: 'counselor', path: ({ care }) => `/cases/${care}`, ready: '.timeline li' },
  {
    name: 'case-en',
    who: 'counselor',
    path: ({ signing }) => `/cases/${signing}`,
    ready: '.timeline li',
    looking: { language: 'en' },
  },
  {
    name: 'interview',
    who: 'counselor',
    path: ({ warned }) => `/cases/${warned}?act=recordInterview`,
    ready: '.act-form',
  },
  { name: 'crisis', who: 'head', path: ({ crisis }) => `/crisis/${crisis}`, ready: '.timeline li' },
  {
    name: 'crisis-phone',
    who: 'counselor',
    path: ({ crisis }) => `/crisis/${crisis}`,
    ready: '.timeline li',
    looking: { size: 'phone' },
  },
  { name: 'ledger', who: 'head', path: () => '/ledger?order=level', ready: '.row' },
  {
    name: 'concern-phone',
    who: 'classteacher',
    path: () => '/concern',
    ready: '.pupils button',
    looking: { size: 'phone' },
  },
];

async function take(browser: Browser, served: ServedCity, school: PlayedSchool, shot: Shot): Promise<void> {
  const { name, who, path, looking = {}, ready, before } = shot;
  const cookie = who === null ? '' : await served.cookie(who);
  const { page, context } = await seatOf(browser, served.url, looking, cookie);
  await page.goto(path(school));
  await page.locator(ready).first().waitFor();
  await before?.(page);
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined); // the live line never rests
  const file = join(OUT, `${name}.png`);
  await page.screenshot({ path: file });
  await context.close();
  say(`${file} ${Math.ceil(statSync(file).size / 1024)} KB`);
}

async function main(): Promise<void> {
  if (chromiumPath === undefined) throw new Error('no chromium on PATH (Debian: apt-get install chromium)');
  const wanted = process.argv.slice(2);
  mkdirSync(OUT, { recursive: true });
  say('bringing a small city up ...');
  const served = await servedCity();
  const browser = await launchChromium();
  try {
    const school = await playedSchool(served);
    for (const shot of SHOTS)
      if (wanted.length === 0 || wanted.includes(shot.name)) await take(browser, served, school, shot);
  } finally {
    await browser.close();
    await served.stop();
  }
}

try {
  await main();
} catch (error) {
  say(`no screenshots:\n${reasonOf(error)}`);
  process.exitCode = 1;
}
