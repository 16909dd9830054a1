import type { Browser, Page } from 'playwright-core';
import { instantToText } from '#db/schema/columns';
import { HOUR } from '#domain/instant';
import { signIn } from '#tools/chaos/clients';
import { buildPages } from '#tools/pages';
import { chromiumPath, launchChromium, seatOf } from '#tools/testing/browser-seat';
import type { Figure } from './figure.ts';
import { quantile } from './load.ts';
import { pairOf, toldElsewhere } from './pages-told.ts';
import { openPlace, type Place } from './place.ts';

/** Frames of a usual screen. */
const FRAME_MS = 16.7;
/** What lies between a press and anything that its author notices: half of the tenth of a second after which a page feels slow. */
const PRESS_MS = 50;
const LIST = '/api/duties?list=mine&limit=100';

interface Route {
  readonly path: string;
  /** Where what it shows comes from. */
  readonly api: string;
  /** What it asks for first, where that is something else. */
  readonly before?: string;
  /** On screen once that is drawn. */
  readonly drawn: string;
}

/** Screens that draw a list of what the API told. */
const ROUTES: readonly Route[] = [
  { path: '/today', api: '/api/duties?list=', drawn: '.row' },
  { path: '/ledger?order=level', api: '/api/ledger?', drawn: '.row' },
  { path: '/campaigns', api: '/api/campaigns/completion', drawn: '.campaign-row, .empty' },
  { path: '/pictures', api: '/api/pictures/', before: '/api/pictures', drawn: '.chart' },
];

/**
 * pages: a counselor with 50,000 open duties in a real browser: from the request of the list to its first rows on screen, against the same request by
 * itself in the same page, in turns; for each screen, by the browser's own clock, from the press on its link to its request, and from the arrival of the
 * last byte of an answer to the document that shows it; and from the answer to an act to the open page of somebody else.
 */
export async function pagesBench(quick: boolean): Promise<readonly Figure[]> {
  if (chromiumPath === undefined) throw new Error('no chromium on PATH (Debian: apt-get install chromium)');
  await buildPages(() => undefined);
  const duties = quick ? 2_000 : 50_000;
  const place = await openPlace(quick ? 20 : 250);
  let browser: Browser | undefined;
  try {
    const counselor = place.city.holder(place.city.schools[0].code, 'counselor');
    await plantDuties(place, counselor.person, duties);
    const { looks, acts } = pairOf(place);
    const url = await place.serve([counselor, looks, acts]);
    browser = await launchChromium();
    const { page } = await seatOf(browser, url, {}, await signIn(url, counselor.username));
    const turns = quick ? 3 : 15;
    const figures = [...(await firstRows(page, duties, turns)), ...(await routeChanges(page, turns))];
    await page.close();
    return [...figures, ...(await toldElsewhere(browser, place, url, turns))];
  } finally {
    await browser?.close();
    await place.stop();
  }
}

async function firstRows(page: Page, duties: number, turns: number): Promise<readonly Figure[]> {
  const [today] = ROUTES;
  const ours: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn <= turns && today !== undefined; turn += 1) {
    await atRest(page);
    const alone = await page.evaluate<number>(ALONE);
    const { begun, drawn } = await changed(page, today);
    if (turn === 0) continue; // warms both up
    bare.push(alone);
    ours.push(drawn - begun);
  }
  const what = `a list of ${duties.toLocaleString('en-US')} duties: from its request to its first rows on screen, median`;
  return [{ bench: 'PAGES', what, unit: 'ms', ours: median(ours), bare: median(bare), reach: { most: 1.5 } }];
}

async function routeChanges(page: Page, turns: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const route of ROUTES) {
    const asking: number[] = [];
    const drawing: number[] = [];
    for (let turn = 0; turn <= turns; turn += 1) {
      await atRest(page);
      const { pressed, asked, arrived, drawn } = await changed(page, route);
      if (turn === 0) continue;
      asking.push(asked - pressed);
      drawing.push(Math.max(0, drawn - arrived));
    }
    for (const [span, times, most] of [
      ['from the press on its link to its first request', asking, PRESS_MS],
      ['from the arrival of its data to its drawing', drawing, FRAME_MS],
    ] as const) {
      const what = `\`${route.path.replace(/\?.*/, '')}\`: ${span}, median`;
      figures.push({ bench: 'PAGES', what, unit: 'ms', ours: median(times), bare: null, reach: { most } });
    }
  }
  return figures;
}

/** A fresh page on a screen that asks for little, so that nothing of the next one is kept. */
async function atRest(page: Page): Promise<void> {
  await page.goto('/jobs');
  await page.locator('main h1').waitFor();
  await page.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => undefined); // the live line never rests
}

const ALONE = `(async () => {
  const from = performance.now();
  await (await fetch('${LIST}')).json();
  return performance.now() - from;
})()`;

interface Times {
  readonly pressed: number;
  /** Its first request of all. */
  readonly asked: number;
  readonly begun: number;
  readonly arrived: number;
  readonly drawn: number;
}

/** Presses its link, which no mouse has passed over before, or goes there as such a press does where the menu has no link to the very view. */
function changed(page: Page, { path, api, before = api, drawn }: Route): Promise<Times> {
  return page.evaluate<Times>(`new Promise((resolve, reject) => {
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(1000);
    const late = setTimeout(() => reject(new Error('${path} shows nothing')), 20000);
    const look = () => {
      if (document.querySelector('${drawn}') === null) return;
      observer.disconnect();
      const drawn = performance.now();
      // Their entries may be told a little later than their answers were; what was under way before the press is another's.
      const told = setInterval(() => {
        const entries = performance.getEntriesByType('resource').filter(({ startTime }) => startTime >= pressed);
        const first = entries.find(({ name }) => name.includes('${before}'));
        // Of several the one that came first is drawn first.
        const [data] = entries.filter(({ name }) => name.includes('${api}')).sort((a, b) => a.responseEnd - b.responseEnd);
        if (first === undefined || data === undefined) return;
        clearInterval(told);
        clearTimeout(late);
        resolve({ pressed, asked: first.startTime, begun: data.startTime, arrived: data.responseEnd, drawn });
      }, 100);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true });
    const link = document.querySelector('nav a[href="${path}"]');
    const pressed = performance.now();
    if (link === null) history.pushState({}, '', '${path}');
    else link.click();
  })`);
}

const median = (times: readonly number[]) =>
  quantile(
    times.toSorted((a, b) => a - b),
    0.5,
  );

/** An open case for each pupil of the school, and so many duties of its counselor spread over them. */
async function plantDuties({ sql, city }: Place, holder: string, duties: number): Promise<void> {
  const [school] = city.schools;
  const now = instantToText(Date.now() - HOUR);
  await sql.begin(async (tx) => {
    await tx`insert into streams (id, kind, student_id, owner, home_org, home_path, version, head_hash, state, level, stage, policy_version, last_at,
        next_due_at, woken)
      select gen_random_uuid(), 'case', p.id, ${holder}, o.id, o.path, 1, '', '{}', 'L2', 'care', 1, ${now},
          ${now}::timestamptz + interval '1 hour', 1
        from students p join organisations o on o.id = p.school_id where o.id = ${school.id}`;
    await tx`insert into duties (stream_id, opened_version, kind, clock, holder, opened_at, limit_at, due_at)
      select s.id, n, 'interview', 'interview.L2', ${holder}, ${now}, ${now}::timestamptz + n * interval '1 hour', ${now}::timestamptz + n * interval '1 hour'
        from streams s, generate_series(1, (select ceil(${duties}::numeric / count(*))::int from streams where student_id is not null)) n
        where s.student_id is not null`;
  });
  await sql`analyze`;
}
