import { afterEach, describe, expect, it } from 'vitest';
import { mailChannel } from '#adapters/mail/mail-channel';
import type { Database } from '#db/transaction';
import { openAddress, sealAddress } from '#db/vault/address';
import { MINUTE } from '#domain/instant';
import { freshDatabase } from '#tools/testing/database';
import { stageOf } from '#tools/testing/lived-case';
import { type MailServer, openMailServer } from '#tools/testing/mail-server';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import { skippedTime } from '#tools/testing/skipped-time';
import { createActivities } from './create.ts';
import { noticeIdOf } from './notice-key.ts';

const time = skippedTime();
const database = await freshDatabase();
const asClock = database.open('clock', { size: 4 });
const asPerson = database.open('api');
const school = await oneSchool(database.admin);
const { counselor, standIn } = school.staff;
const KEY = Buffer.alloc(32, 5);
const ADDRESS = 'wang.fang@staff.example';
const sealed = sealAddress(KEY, counselor.person, 'mail', ADDRESS);
await database.admin`insert into contact_points (person_id, channel, address) values (${counselor.person}, 'mail', ${sealed})`;

const servers: MailServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function serverWith(manners = {}): Promise<MailServer> {
  const server = await openMailServer(manners);
  servers.push(server);
  return server;
}

/** An L4 whose holder is paged in-app and does not look: the notice's own life, without the rings of the case. */
async function unread(): Promise<{ stream: string; id: string }> {
  const at = await time().clock.now();
  const stage = stageOf(asPerson, asClock, new StandingClock(at));
  const warning = { act: 'addWarning', warning: crypto.randomUUID(), source: 'concern', floor: 'L4', critical: false };
  const told = { signs: ['attempt'], reasons: ['sign'], observedAt: at };
  const student = await school.student();
  const { stream } = await stage.act(counselor, { student }, { ...warning, ...told });
  const [duty] =
    await database.admin`select opened_version as opened from duties where stream_id = ${stream} and kind = 'crisisAcknowledge'`;
  const id = noticeIdOf({ stream, duty: String(duty?.['opened']), step: 0, person: counselor.person });
  return { stream, id };
}

/** Runs a story with workers whose one channel out of the house is this mail server; answers every line that they logged. */
async function withMail(smtpUrl: string, story: () => Promise<void>, db: Database = asClock): Promise<string> {
  const logged: unknown[] = [];
  const log = { info: (...line: unknown[]) => logged.push(line), error: (...line: unknown[]) => logged.push(line) };
  const open = (bytes: Buffer, person: string) => openAddress(KEY, person, 'mail', bytes);
  const mail = mailChannel({ smtpUrl, from: 'notice@mail.example', consoleOrigin: 'https://xinqiao.example', open });
  const { clock, waker } = time();
  await time().working(createActivities({ db, clock, waker, channels: [mail], log }), story);
  return JSON.stringify(logged);
}

const rowsOf = (stream: string, person: string) =>
  database.admin`select channel, state, settled, attempts, template from notices where stream_id = ${stream} and person = ${person}
    and channel <> 'inApp' or stream_id = ${stream} and person = ${person} and template = 'colleagueUnanswered'`;

const wake = (id: string) => time().wake('notice', id, { version: -1 });

describe('a page that nobody reads', () => {
  it('is told by mail after a minute, and the row says that it was sent', async () => {
    const server = await serverWith();
    const logged = await withMail(server.url, async () => {
      const { stream, id } = await unread();
      await wake(id);
      await time().pass(MINUTE + 20_000);
      expect(server.letters.map(({ to }) => to)).toEqual([[ADDRESS]]);
      expect(await rowsOf(stream, counselor.person)).toMatchObject([
        { channel: 'mail', state: 'sent', settled: false, attempts: 1 },
      ]);
    });
    expect(logged).not.toContain('wang');
  });

  it.each([
    ['refuses its reader', () => serverWith({ refuses: () => true }).then(({ url }) => url)],
    ['is not there', () => openMailServer().then((server) => server.close().then(() => server.url))],
  ])('goes to the next person within two minutes when the mail server %s', async (_, place) => {
    const logged = await withMail(await place(), async () => {
      const { stream, id } = await unread();
      await wake(id);
      await time().pass(2 * MINUTE);
      expect(await rowsOf(stream, counselor.person)).toMatchObject([{ channel: 'mail', settled: true, attempts: 0 }]);
      expect(await rowsOf(stream, standIn.person)).toMatchObject([
        { channel: 'inApp', template: 'colleagueUnanswered', state: 'waiting', settled: false },
      ]);
    });
    expect(logged).not.toContain('wang');
  });

  it('is told twice in the same words and no more when the worker falls between sending and writing it down', async () => {
    const server = await serverWith();
    let fallen = false;
    const falling: Database = {
      ...asClock,
      transaction: async (context, body) => {
        if (fallen || server.letters.length === 0) return asClock.transaction(context, body);
        fallen = true;
        throw new Error('the worker fell');
      },
    };
    const story = async () => {
      const { stream, id } = await unread();
      await wake(id);
      await time().pass(MINUTE + 30_000);
      const words = server.letters.map(({ raw }) => raw.replace(/^(Message-ID|Date): .*$/gm, ''));
      expect(words).toHaveLength(2);
      expect(words[1]).toBe(words[0]);
      expect(await rowsOf(stream, counselor.person)).toMatchObject([{ channel: 'mail', state: 'sent', attempts: 1 }]);
    };
    await withMail(server.url, story, falling);
    expect(fallen).toBe(true);
  });
});
