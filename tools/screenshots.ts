/**
 * `npm run screenshots [-- NAME ...]`: brings up a small city with a week of work in it and writes docs/screenshots/NAME.webp of each main screen, in
 * Chinese and English, on a laptop and on a phone where it is used on one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { sayOnTerminal as say } from './servers/progress.ts';
import { reasonOf } from './servers/reason.ts';
import { type ServedCity, servedCity } from './testing/browser-city.ts';
import { chromiumPath, launchChromium, type Looking, seatOf } from './testing/browser-seat.ts';
import { type Stage, staged } from './testing/picture-stage.ts';

const OUT = 'docs/screenshots';

interface Shot {
  readonly name: string;
  /** Who sits there, by name in the city; null: nobody is signed in. */
  readonly who: string | null;
  readonly path: (stage: Stage) => string;
  readonly looking?: Looking;
  /** Something that is on screen once it is ready. */
  readonly ready: string;
  /** What the person does before the picture is taken. */
  readonly before?: (page: Page, stage: Stage) => Promise<void>;
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
  { name: 'head', who: 'head', path: () => '/today', ready: '.now-card li' },
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
  { name: 'class-teacher-phone', who: 'classteacher', path: () => '/', ready: '.row', looking: { size: 'phone' } },
  { name: 'campaigns', who: 'counselor', path: () => '/campaigns', ready: '.campaign-row' },
  { name: 'campaign', who: 'counselor', path: ({ campaign }) => `/campaigns/${campaign}`, ready: 'tbody tr' },
  {
    name: 'slips',
    who: 'counselor',
    path: ({ campaign, group }) => `/campaigns/${campaign}/slips/${group}`,
    ready: '.slip',
  },
  {
    name: 'paper-sheet',
    who: 'counselor',
    path: ({ campaign, group }) => `/campaigns/${campaign}/paper/${group}`,
    ready: '.paper-item',
    before: async (page) => {
      for (const key of ['1', '2', '1', '3']) await page.keyboard.press(key);
    },
  },
  {
    name: 'case-summary',
    who: 'counselor',
    path: ({ care }) => `/cases/${care}/summary`,
    ready: '.choices button',
    before: async (page) => {
      await page.getByRole('button', { name: '帮助该生' }).click();
      await page.locator('.sheet').waitFor();
    },
  },
  { name: 'inbox', who: 'hospital', path: () => '/', ready: '.row' },
  { name: 'people', who: 'system', path: () => '/people', ready: 'tbody tr' },
  {
    name: 'person',
    who: 'system',
    path: () => '/people',
    ready: 'tbody tr',
    before: async (page) => {
      await page.getByLabel('角色').selectOption('counselor');
      await page.locator('tbody tr').nth(1).waitFor();
      await page.locator('tbody a').first().click();
      await page.getByRole('button', { name: '结束任职' }).first().click();
      await page.locator('.admin-leaving').waitFor();
    },
  },
  {
    name: 'organisations',
    who: 'system',
    path: () => '/organisations',
    ready: '.admin-tree ul li',
    before: async (page) => {
      await page.getByRole('button', { name: /^展开望舒区/ }).click();
      await page.getByText('望舒区第一初级中学').waitFor();
    },
  },
  {
    name: 'roll-over',
    who: 'head',
    path: () => '/roll-overs',
    ready: '.record-form',
    before: async (page) => {
      // The city is in its own year: the coming one can be looked at.
      await page.getByLabel('学年', { exact: true }).selectOption({ index: 0 });
      await page.getByRole('button', { name: '试算' }).click();
      await page.locator('tbody tr').first().waitFor();
    },
  },
  { name: 'roles', who: 'security', path: () => '/roles', ready: '.admin-matrix' },
  { name: 'calendar', who: 'city', path: () => '/calendar', ready: 'tbody tr' },
  { name: 'policy', who: 'auditor', path: () => '/policy', ready: 'tbody tr' },
  { name: 'people-phone', who: 'head', path: () => '/people', ready: 'tbody tr', looking: { size: 'phone' } },
  { name: 'oversight', who: 'city', path: () => '/oversight', ready: 'table, .row' },
  { name: 'assessments', who: 'county', path: () => '/assessments/indicators', ready: 'tbody tr' },
  { name: 'answering-phone', who: null, path: () => '/s/', ready: '#code', looking: { size: 'cheap' } },
  {
    name: 'guardian-phone',
    who: null,
    path: ({ link }) => link,
    ready: '#code',
    looking: { size: 'phone' },
    before: async (page, { digits }) => {
      await page.getByLabel('六位数字').fill(digits);
      await page.getByRole('button', { name: '打开' }).click();
      await page.locator('main .card').first().waitFor();
    },
  },
];

async function take(browser: Browser, served: ServedCity, stage: Stage, shot: Shot): Promise<void> {
  const { name, who, path, looking = {}, ready, before } = shot;
  const cookie = who === null ? '' : await served.cookie(who);
  const { page, context } = await seatOf(browser, served.url, looking, cookie);
  await page.goto(path(stage));
  await page.locator(ready).first().waitFor();
  await before?.(page, stage);
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined); // the live line never rests
  const picture = await squeezed(page, await page.screenshot());
  const file = join(OUT, `${name}.webp`);
  writeFileSync(file, picture);
  await context.close();
  say(`${file} ${Math.ceil(picture.length / 1024)} KB`);
}

/** Runs in the page, where there is something to draw with. */
const DRAWN = `async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.8);
}`;

/** As webp, drawn by the browser itself: a third of what the same picture weighs as png. */
async function squeezed(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage();
  const drawn = await blank.evaluate<string>(`(${DRAWN})('data:image/png;base64,${png.toString('base64')}')`);
  return Buffer.from(drawn.replace(/^.*,/, ''), 'base64');
}

async function main(): Promise<void> {
  if (chromiumPath === undefined) throw new Error('no chromium on PATH (Debian: apt-get install chromium)');
  const wanted = process.argv.slice(2);
  mkdirSync(OUT, { recursive: true });
  say('bringing a small city up ...');
  const served = await servedCity();
  const browser = await launchChromium();
  try {
    const stage = await staged(served);
    for (const shot of SHOTS)
      if (wanted.length === 0 || wanted.includes(shot.name)) await take(browser, served, stage, shot);
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
