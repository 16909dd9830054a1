import type { Standing } from '#activities/contract';
import { callingTime, type Rhythm, rhythmOf } from '#domain/calling-hours';
import type { StreamKind } from '#domain/stream';
import type { Task } from './agenda.ts';
import type { Source } from './clock.ts';
import type { Prompt } from './prompts.ts';
import { record } from './proxies.ts';

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
