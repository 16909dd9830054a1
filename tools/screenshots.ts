/**
 * `npm run screenshots [-- NAME ...]`: brings up a small city with a week of work in it and writes docs/screenshots/NAME.webp of each main screen, in
 * Chinese and English, on a laptop and on a phone where it is used on one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { sayOnTerminal as say } from './servers/progress.ts';
import { type Shot, SHOTS } from './screenshot-list.ts';
import { reasonOf } from './servers/reason.ts';
import { type ServedCity, servedCity } from './testing/browser-city.ts';
import { chromiumPath, launchChromium, seatOf } from './testing/browser-seat.ts';
import { type Stage, staged } from './testing/picture-stage.ts';

const OUT = 'docs/screenshots';

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
