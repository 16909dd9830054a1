import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '#tools/seed/random';

/** An act as a client wishes it: who, where, what, under which key. Asked again it is word for word the same. */
export interface Wish {
  /** id of the person who asks. */
  readonly person: string;
  readonly key: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A real answer: recorded, with the receipt, or refused, with the reason. */
export type Answer =
  | {
      readonly recorded: true;
      readonly stream: string;
      /** null where the answer does not say it. */
      readonly version: number | null;
      readonly head: string;
      /** Epoch ms. */
      readonly at: number;
    }
  | { readonly recorded: false; readonly code: string };

/** `again`: nobody knows, the same key asks again. `fault`: an answer that must never be given. */
export type Reply = Answer | 'again' | { readonly fault: string };
/** `patienceMs`: hangs up after so long, whatever the server does then. */
export type Transport = (wish: Wish, patienceMs: number) => Promise<Reply>;

/** For people: what was asked, under which key. */
export function nameOf({ path, body, key }: Wish): string {
  return `${path} ${typeof body.act === 'string' ? body.act : ''} ${key}`;
}

export interface Entry {
  readonly wish: Wish;
  answer: Answer;
  /** Machine time at which the answer was known; what lies after a copy of the database is asked again. */
  answeredAt: number;
}

/** What the clients know: for each key what was asked and what was answered. This is what the record is measured by. */
export interface Ledger {
  readonly entries: readonly Entry[];
  /** Asks until there is a real answer, at random twice at once, and writes it down. */
  ask(wish: Wish): Promise<Entry>;
  /** Asks an old wish again and writes down the new answer; tells whether it is the old one. */
  askAgain(entry: Entry): Promise<boolean>;
  readonly counts: Counts;
}

export interface Counts {
  /** Requests sent. */
  sent: number;
  /** Requests that ended without a real answer. */
  unanswered: number;
  /** Acts of which two copies were under way at once. */
  twins: number;
  /** Acts whose answer was lost on its way: they had been recorded when they were asked again. */
  recovered: number;
  /** Acts asked again because the database was set back, and how many of them were answered otherwise. */
  again: number;
  otherwise: number;
  /** What must never happen, in words. */
  readonly faults: string[];
}

const TWICE = 0.4;
/** Share of requests whose sender hangs up at a random moment, and the latest such moment. */
const HANGS_UP = 0.15;
const HANGS_UP_WITHIN_MS = 80;
const PATIENCE_MS = 15_000;
const PAUSE_MS = 150;

export function newLedger(send: Transport, random: Random): Ledger {
  const entries: Entry[] = [];
  const counts: Counts = { sent: 0, unanswered: 0, twins: 0, recovered: 0, again: 0, otherwise: 0, faults: [] };

  const answerOf = async (wish: Wish): Promise<Answer> => {
    for (let tries = 0; ; tries += 1) {
      const twice = random.chance(TWICE);
      if (twice) counts.twins += 1;
      const asked = Date.now();
      const replies = await Promise.all((twice ? [wish, wish] : [wish]).map((copy) => send(copy, patience(random))));
      counts.sent += replies.length;
      const answers = realOf(wish, replies, counts);
      const [first] = answers;
      if (answers.some((other) => !isDeepStrictEqual(other, first)))
        counts.faults.push(`two answers to ${wish.key}: ${JSON.stringify(answers)}`);
      if (first !== undefined) {
        if (tries > 0 && first.recorded && first.at < asked) counts.recovered += 1;
        return first;
      }
      await pause(PAUSE_MS + random.below(PAUSE_MS));
    }
  };
  return {
    entries,
    counts,
    async ask(wish) {
      const entry: Entry = { wish, answer: await answerOf(wish), answeredAt: Date.now() };
      entries.push(entry);
      return entry;
    },
    async askAgain(entry) {
      const before = entry.answer;
      entry.answer = await answerOf(entry.wish);
      entry.answeredAt = Date.now();
      counts.again += 1;
      const same = before.recorded === entry.answer.recorded;
      if (!same) counts.otherwise += 1;
      return same;
    },
  };
}

function patience(random: Random): number {
  return random.chance(HANGS_UP) ? 1 + random.below(HANGS_UP_WITHIN_MS) : PATIENCE_MS;
}

function realOf(wish: Wish, replies: readonly Reply[], counts: Counts): readonly Answer[] {
  return replies.flatMap((reply) => {
    if (reply !== 'again' && !('fault' in reply)) return [reply];
    counts.unanswered += 1;
    if (reply !== 'again') counts.faults.push(`${nameOf(wish)}: ${reply.fault}`);
    return [];
  });
}
