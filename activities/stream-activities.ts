import { createHash, randomUUID } from 'node:crypto';
import { commit } from '#db/commit';
import { announce, type NoticePlace, noticeView, setChannel, settleNotice } from '#db/notices';
import { streamView } from '#db/queries/stream-view';
import type { Transaction } from '#db/transaction';
import { markResting } from '#db/waking';
import { MINUTE } from '#domain/instant';
import { CLOCK } from '#domain/role';
import type { Page, Standing, StreamActivities } from './contract.ts';
import { noticeIdOf, type NoticeKey } from './notice-key.ts';
import { patienceOf } from './notice-state.ts';
import { AS_CLOCK, type Parts, TEMPLATES } from './parts.ts';
import { readStanding } from './standing.ts';

const DIGEST = createHash('sha256').update('deadlinePassed').digest();

export function streamActivities(parts: Parts): StreamActivities {
  return {
    standing: (stream) => readStanding(parts, stream),
    deadlinePassed: (stream, pageToo) => deadlinePassed(parts, stream, pageToo),
    page: (stream, pages) => page(parts, stream, pages),
    prompt: (stream, duty) => prompt(parts, stream, duty),
    rest: (stream, version) => parts.db.transaction(AS_CLOCK, (tx) => markResting(tx, stream, version)),
  };
}

async function deadlinePassed(parts: Parts, stream: string, pageToo: boolean): Promise<Standing> {
  const { db, clock, log } = parts;
  const before = await readStanding(parts, stream);
  // Nothing due, no fact, and no row that says that nobody did anything.
  if (!before.open || before.dueAt === null || before.dueAt > before.readAt) return before;
  const command = { act: 'deadlinePassed' };
  const act = { target: { stream }, actor: CLOCK, actKey: randomUUID(), digest: DIGEST, command };
  const outcome = await commit(db, clock, AS_CLOCK, act);
  if (outcome.status === 'refused') log.error({ stream, code: outcome.code }, 'the clock was refused');
  const after = await readStanding(parts, stream);
  const called = after.pages.filter(({ step, at }) => step > 0 && at <= after.readAt);
  return pageToo && called.length > 0 ? page(parts, stream, called) : after;
}

async function page(parts: Parts, stream: string, pages: readonly Page[]): Promise<Standing> {
  const now = await parts.clock.now();
  const sent = await parts.db.transaction(AS_CLOCK, async (tx) => {
    const view = await streamView(tx, stream);
    const wanted = pages.flatMap(({ duty, step, person }) => {
      const found = view?.duties.find(({ row }) => String(row.openedVersion) === duty && row.step === step);
      const acknowledged = (found?.row.acknowledgedStep ?? -1) >= step;
      return found === undefined || acknowledged ? [] : [{ found, key: { stream, duty, step, person } }];
    });
    const called: NoticeKey[] = [];
    for (const { found, key } of wanted) {
      const place = { ...key, opened: found.row.openedVersion };
      if (await isKnown(tx, place)) continue;
      called.push(key);
      const nextTryAt = now + patienceOf(found.clock);
      // Paged again: what other channels were still to do begins anew.
      await settleNotice(tx, place, 'again');
      await setChannel(tx, place, 'inApp', TEMPLATES.again, { state: 'sent', nextTryAt, sentAt: now }, now);
    }
    await announce(
      tx,
      called.map(({ person }) => person),
    );
    return called.map(noticeIdOf);
  });
  await startNotices(parts, sent);
  return readStanding(parts, stream);
}

/** Read on an open line in the moment it was recorded: there is nothing left to send. Its rows are locked, or a reading between would be lost. */
async function isKnown(tx: Transaction, place: NoticePlace): Promise<boolean> {
  const { rows } = await noticeView(tx, place);
  return rows.some(({ channel, readAt, sentAt }) => channel === 'inApp' && readAt !== null && sentAt === null);
}

async function prompt(parts: Parts, stream: string, duty: string): Promise<Standing> {
  const now = await parts.clock.now();
  await parts.db.transaction(AS_CLOCK, async (tx) => {
    const view = await streamView(tx, stream);
    const row = view?.duties.find((live) => String(live.row.openedVersion) === duty)?.row;
    if (row === undefined) return;
    // Steps below zero are no steps of the chain: a prompt is a row of its own and is not chased.
    const step = -1 - Math.floor(Math.max(0, now - row.openedAt) / MINUTE);
    const place = { stream, opened: row.openedVersion, step, person: row.holder };
    await setChannel(tx, place, 'inApp', TEMPLATES.prompt, { state: 'sent', nextTryAt: null, sentAt: now }, now);
    await announce(tx, [row.holder]);
  });
  return readStanding(parts, stream);
}

/** The notices' own workflows go on from in-app. One that cannot be started now is late in a few seconds, and the relay starts it. */
async function startNotices({ waker }: Parts, notices: readonly string[]): Promise<void> {
  await Promise.allSettled(notices.map((id) => waker.wake('notice', id, { version: -1 })));
}
