import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { invitationCode } from '#db/invite';
import { DAY, HOUR } from '#domain/instant';
import { signIn } from '#tools/chaos/clients';
import { freshBatch, makeBareTables, startBare, writtenBy, type Written } from './bare.ts';
import type { Figure } from './figure.ts';
import { type Post, poster, quantile } from './load.ts';
import { openPlace, type Place } from './place.ts';

/** Of whom each hands in one sheet; one more warms up. */
const PUPILS = 400;

/**
 * P4: a pupil's critical answer over HTTP, until the answer returns (the duty of a person is then in the worklist, in the same transaction), and until the
 * word of it reaches the counselor's open line; against the insert of the bare sheet, and one server-sent event after it. One at a time, in turns.
 */
export async function criticalBench(quick: boolean): Promise<readonly Figure[]> {
  const place = await openPlace(quick ? 120 : PUPILS + 20);
  try {
    const [school] = place.city.schools;
    const counselor = place.city.holder(school.code, 'counselor');
    const url = await place.serve([counselor]);
    const cookie = await signIn(url, counselor.username);
    const { post, close } = poster(url, 2);
    const pupils = place.city.students.filter((pupil) => pupil.school === school.id);
    const campaign = await planned(post, cookie, school.code);
    const hand = async (pupil: string, key: string) => {
      const body = { version: '1', answers: SHEET, answeredAt: Date.now() - 1_000 };
      const code = invitationCode(place.city.ring, campaign, pupil);
      await post(0, `/api/answering/${code}`, body, { 'idempotency-key': key });
    };
    const [first, ...others] = pupils;
    const key = randomUUID();
    await hand(first?.id ?? '', key);
    const written = await sheetOnly(place, key);
    await makeBareTables(place.sql);
    const bare = await startBare(place.home, place.url);
    const other = poster(bare.url, 1);
    const line = await openLine(`${url}/api/notices/stream`, cookie);
    const bareLine = await openLine(`${bare.url}/stream`, '');

    const ours = newTimes();
    const theirs = newTimes();
    for (const pupil of others.slice(0, quick ? 80 : PUPILS)) {
      await sample(ours, line, () => hand(pupil.id, randomUUID()));
      await sample(theirs, bareLine, () => other.post(0, '/batch', freshBatch(written, true, [])));
      // Read at once: an unread page of a whole school is not what is measured.
      await place.sql`update notices set read_at = now(), settled = true, next_try_at = null where read_at is null`;
    }
    for (const opened of [line, bareLine, { close }, other]) opened.close();
    await bare.stop([['SIGTERM', 5_000]]);
    return figuresOf(ours, theirs);
  } finally {
    await place.stop();
  }
}

/** "Several days" in the ninth item and nothing else: a total that is no warning by itself. */
const SHEET = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [n, n === 9 ? 2 : 0]));

async function planned(post: Post, cookie: string, org: string): Promise<string> {
  const window = { opensAt: Date.now() + HOUR, closesAt: Date.now() + 9 * DAY };
  const plan = { org, instrument: 'PHQ-9', version: '1', window, interviewers: 40 };
  const answer = await post(1, '/api/campaigns', plan, { cookie, 'idempotency-key': randomUUID() });
  return String(Reflect.get(answer as object, 'stream'));
}

/** What the bare side stores: the sheet alone. */
async function sheetOnly({ sql }: Place, key: string): Promise<Written> {
  const { inserts } = await writtenBy(sql, key);
  return { inserts: { answers: inserts.answers ?? [] }, streams: [] };
}

interface Line {
  /** Resolves with the next event. */
  next(): Promise<void>;
  close(): void;
}

function openLine(url: string, cookie: string): Promise<Line> {
  return new Promise((resolve, reject) => {
    const waiting: (() => void)[] = [];
    const asked = get(url, { headers: { cookie, accept: 'text/event-stream' } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url}: ${response.statusCode}`));
      response.on('data', (piece: Buffer) => {
        if (piece.toString('utf8').includes('event: notice')) waiting.shift()?.();
      });
      response.on('error', () => undefined);
      resolve({ next: () => new Promise((told) => waiting.push(told)), close: () => asked.destroy() });
    });
    asked.on('error', reject);
  });
}

const newTimes = () => ({ answered: [] as number[], told: [] as number[] });
type Times = ReturnType<typeof newTimes>;

async function sample(times: Times, line: Line, hand: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  const told = line.next().then(() => performance.now() - began);
  await hand();
  times.answered.push(performance.now() - began);
  times.told.push(await told);
}

function figuresOf(ours: Times, theirs: Times): readonly Figure[] {
  const at = (times: readonly number[], share: number) =>
    quantile(
      [...times].sort((a, b) => a - b),
      share,
    );
  const what = 'a critical answer over HTTP';
  const figure = (name: string, of: keyof Times, share: number, most: number): Figure => ({
    bench: 'P4',
    what: `${what}, ${name}`,
    unit: 'ms',
    ours: at(ours[of], share),
    bare: at(theirs[of], share),
    reach: { most },
  });
  return [
    figure('until its duty is open: 99 of 100', 'answered', 0.99, 2),
    figure('until its duty is open: median', 'answered', 0.5, 2),
    figure("until the counselor's screen is told: 99 of 100", 'told', 0.99, 3),
    figure("until the counselor's screen is told: median", 'told', 0.5, 3),
  ];
}
