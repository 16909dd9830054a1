import type { Standing } from '#activities/contract';
import type { StreamKind } from '#domain/stream';
import { addDays, dayOf, type Instant, onDay } from '#domain/instant';
import { atLeast } from '#domain/level';
import type { Task } from './agenda.ts';
import type { Source } from './clock.ts';
import type { Prompt } from './prompts.ts';
import { record } from './proxies.ts';

/** atOnce: at any hour. byDay: nobody is woken for what can wait until the morning. */
export type Rhythm = 'atOnce' | 'byDay';

const DAY_BEGINS = '07:00';
const DAY_ENDS = '21:00';

/** A crisis and everything from L3 up reaches people at any hour. */
export function rhythmOf(at: Standing): Rhythm {
  return at.stage === 'crisis' || (at.level !== null && atLeast(at.level, 'L3')) ? 'atOnce' : 'byDay';
}

/** The first instant not before `at` at which the rhythm lets a page go out. */
export function callingTime(at: Instant, rhythm: Rhythm): Instant {
  if (rhythm === 'atOnce') return at;
  const morning = onDay(dayOf(at), DAY_BEGINS);
  if (at < morning) return morning;
  return at < onDay(dayOf(at), DAY_ENDS) ? at : onDay(addDays(dayOf(at), 1), DAY_BEGINS);
}

/** Everyone who must know and was not told, and again whom the record wants told again, each at the hour the rhythm allows. */
export function pageWhoMustKnow<S extends Standing>(at: S, rhythm: Rhythm): readonly Task<S>[] {
  const first = Math.min(...at.pages.map((page) => page.at));
  const due = at.pages.filter((page) => page.at <= Math.max(first, at.readAt));
  if (due.length === 0) return [];
  const when = callingTime(Math.max(first, at.readAt), rhythm);
  return [{ name: `page ${first}`, at: when, act: () => record.page(at.id, due).then(same(at)) }];
}

/** A quiet word to the holder of one duty, now. */
export function prompt<S extends Standing>(at: S, duty: string): Promise<S> {
  return record.prompt(at.id, duty).then(same(at));
}

/** What a stage says quietly before limits, each prompt at its own instant. */
export function prompting<S extends Standing>(at: S, ...prompts: readonly (readonly Prompt[])[]): readonly Task<S>[] {
  return prompts.flat().map(({ duty, at: when }) => ({
    name: `prompt ${duty} ${when}`,
    at: callingTime(Math.max(when, at.readAt), rhythmOf(at)),
    act: () => prompt(at, duty),
  }));
}

/** The record as one stream's clock reads it. */
export function streamRecord<S extends Standing>(id: string, kind: StreamKind): Source<S> {
  return {
    standing: () => record.standing(id).then(ofKind<S>(kind)),
    deadlinePassed: (at) => record.deadlinePassed(id, maySpeak(at)).then(ofKind<S>(kind)),
  };
}

function maySpeak(at: Standing): boolean {
  const now = Math.max(at.readAt, at.dueAt ?? 0);
  return callingTime(now, rhythmOf(at)) === now;
}

function same<S extends Standing>(before: S): (after: Standing) => S {
  return ofKind<S>(before.kind);
}

/** A workflow that was given another kind's id is a fault of ours: loud, and tried again after the mend. */
function ofKind<S extends Standing>(kind: StreamKind): (at: Standing) => S {
  return (at) => {
    if (at.kind !== kind) throw new Error(`a ${kind} was expected, the record has a ${at.kind}`);
    return at as S;
  };
}
