import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { signIn } from '#tools/chaos/clients';
import { seatOf } from '#tools/testing/browser-seat';
import type { Figure } from './figure.ts';
import { poster, quantile } from './load.ts';
import type { Place } from './place.ts';

/** As long as a thought holds on to what it was about. */
const A_MOMENT_MS = 1_000;

/** Who is needed: one looks at the case of a child, the other writes down another worry about the child. Of the school whose cases nobody planted. */
export function pairOf({ city }: Place) {
  const [, school] = city.schools;
  const [looks, acts] = [city.holder(school.code, 'counselor'), city.holder(school.code, 'head')];
  return { school, looks, acts };
}

/** From the answer to an act, by which it is committed, to its entry on the open page of somebody else who touches nothing. */
export async function toldElsewhere(
  browser: Browser,
  place: Place,
  url: string,
  turns: number,
): Promise<readonly Figure[]> {
  const { school, looks, acts } = pairOf(place);
  const { page, context } = await seatOf(browser, url, {}, await signIn(url, looks.username));
  const cookie = await signIn(url, acts.username);
  const { post, close } = poster(url, 1);
  const student = place.city.students.find((pupil) => pupil.school === school.id)?.id;
  const worry = () => {
    const headers = { cookie, 'idempotency-key': randomUUID() };
    return post(0, '/api/concerns', { student, signs: ['bullying'] }, headers);
  };
  const opened = String(Reflect.get((await worry()) as object, 'case'));
  await page.goto(`/cases/${opened}`);
  await page.locator('.timeline li').first().waitFor();
  const times: number[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined); // the live line never rests
    await watchStory(page);
    await worry();
    const answered = performance.timeOrigin + performance.now();
    const drawn = await page.evaluate<number>('window.drawn');
    if (turn > 0) times.push(drawn - answered);
  }
  close();
  await context.close();
  const what = 'from the answer to an act to its entry on the open page of somebody else, median';
  const median = quantile(
    times.toSorted((a, b) => a - b),
    0.5,
  );
  return [{ bench: 'PAGES', what, unit: 'ms', ours: median, bare: null, reach: { most: A_MOMENT_MS } }];
}

/** Leaves in `window.drawn` when the story of the case says something new, in epoch ms. */
async function watchStory(page: Page): Promise<void> {
  await page.evaluate(`{
    const said = () => document.querySelector('.timeline')?.textContent;
    const before = said();
    window.drawn = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('nothing was told')), 20000);
      const observer = new MutationObserver(() => {
        if (said() === undefined || said() === before) return;
        observer.disconnect();
        clearTimeout(late);
        resolve(performance.timeOrigin + performance.now());
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    undefined;
  }`);
}
