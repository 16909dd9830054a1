import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import type { Waker } from '#adapters/temporal/waker';
import { notices } from '#db/schema/index';
import type { Database } from '#db/transaction';
import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import type { PersonId } from '#domain/role';
import type { Api } from './api.ts';

/** A page as it came over somebody's open line of server-sent events, and was read. */
export interface Heard {
  readonly at: Instant;
  readonly person: PersonId;
  readonly stream: string;
  readonly duty: DutyKind;
  /** Of the duty's chain; below zero: a quiet word before the limit. */
  readonly step: number;
}

/** Everybody's open lines. */
export interface Ears {
  /** In order. */
  readonly heard: readonly Heard[];
  listen(people: readonly PersonId[]): Promise<void>;
  close(): void;
}

interface Notice extends Omit<Heard, 'at' | 'person' | 'duty'> {
  readonly id: string;
  readonly dutyKind: DutyKind;
}

export function newEars(api: Api, clock: Clock): Ears {
  const heard: Heard[] = [];
  const lines = new Map<PersonId, IncomingMessage>();
  let closed = false;
  async function hear(person: PersonId, line: IncomingMessage): Promise<void> {
    let event = '';
    for await (const text of createInterface({ input: line })) {
      if (text.startsWith('event: ')) event = text.slice('event: '.length);
      // The line also tells which streams moved, for open screens.
      if (event !== 'notice' || !text.startsWith('data: ')) continue;
      const { id, stream, dutyKind, step } = JSON.parse(text.slice('data: '.length)) as Notice;
      heard.push({ at: await clock.now(), person, stream, duty: dutyKind, step });
      await api.ask(`/notices/${id}/read`, { method: 'POST', as: person });
    }
    throw new Error('an open line was cut');
  }
  /** What still comes when the play is over is read by nobody. */
  const unlessOver = (error: unknown) => {
    if (!closed) throw error;
  };
  return {
    heard,
    async listen(people) {
      for (const person of people) {
        if (lines.has(person)) continue;
        const headers = { cookie: await api.cookieOf(person) };
        const [line] = (await once(get(`${api.url}/api/notices/stream`, { headers }), 'response')) as [IncomingMessage];
        if (line.statusCode !== 200) throw new Error(`no line: ${line.statusCode}`);
        lines.set(person, line);
        void hear(person, line).catch(unlessOver);
      }
    },
    close: () => {
      closed = true;
      for (const line of lines.values()) line.destroy();
    },
  };
}

/** An activity has five seconds; whoever has not read by then goes the way of the unread. */
const PATIENCE_MS = 3_000;

/**
 * The worker's waker of a journey in which people look at their pages as they come. Where a page begins its way through the channels it waits until the
 * page was read: the server skips no time meanwhile, so that a minute in which somebody looks at a screen is a minute for the engine too.
 */
export function attentive(waker: Waker, db: Database, listens: (person: PersonId) => boolean): Waker {
  return {
    async wake(kind, id, call) {
      const [stream = '', opened, step, person = ''] = id.split('/');
      if (kind === 'notice' && listens(person)) {
        const until = performance.now() + PATIENCE_MS;
        const place = { stream, opened: Number(opened), step: Number(step), person };
        for (let ms = 20; performance.now() < until && (await isUnread(db, place)); ms *= 1.5) await pause(ms);
      }
      await waker.wake(kind, id, call);
    },
  };
}

interface Place {
  readonly stream: string;
  readonly opened: number;
  readonly step: number;
  readonly person: string;
}

async function isUnread(db: Database, { stream, opened, step, person }: Place): Promise<boolean> {
  const rows = await db.transaction({ actor: 'clock', role: 'clock' }, (tx) =>
    tx
      .select({ id: notices.id })
      .from(notices)
      .where(
        and(
          eq(notices.streamId, stream),
          eq(notices.openedVersion, opened),
          eq(notices.step, step),
          eq(notices.person, person),
          eq(notices.settled, false),
        ),
      )
      .limit(1),
  );
  return rows.length > 0;
}
