import { type Duty, evolveDuties } from '#domain/duty';
import type { Instant } from '#domain/instant';
import { isDutyFact, type StreamId } from '#domain/stream';
import type { TimelineFact, TimelineSource } from '#domain/timeline';
import type { Words } from '#domain/words';
import {
  clockOf,
  hasNoTiming,
  isQuiet,
  isRepeat,
  owedWords,
  type Ring,
  repeatWords,
  ringWords,
  timingWords,
  unreachedWords,
  wasFulfilled,
} from './duty-facts.ts';
import type { Chapter, Known } from './known-things.ts';
import type { People } from './people.ts';

export interface Repeats {
  /** Rings that are told by an earlier line. */
  readonly folded: ReadonlySet<object>;
  /** Lines told at the first of the repeats. */
  readonly told: ReadonlyMap<object, Words>;
}

/** All repeats of one duty's last call become one line at the first of them. */
export function repeatsOf(chapters: readonly Chapter[], known: Known, { people, policyOf }: TimelineSource): Repeats {
  const runs = new Map<string, { duty: Duty; rings: { at: Instant; ring: Ring }[] }>();
  for (const { at, facts } of chapters)
    for (const { stream, fact } of facts) {
      if (!isDutyFact(fact) || fact.type !== 'dutyRang') continue;
      const duty = known.dutyBefore(fact, stream);
      if (duty === undefined || !isRepeat(clockOf(policyOf(stream), duty), fact)) continue;
      const key = `${stream}/${fact.duty}`;
      const run = runs.get(key) ?? { duty, rings: [] };
      run.rings.push({ at, ring: fact });
      runs.set(key, run);
    }
  const all = [...runs.values()];
  return {
    folded: new Set(all.flatMap(({ rings }) => rings.map(({ ring }) => ring))),
    told: new Map(
      all.flatMap(({ duty, rings }) =>
        rings[0] === undefined ? [] : [[rings[0].ring, repeatWords(duty, rings, people)] as const],
      ),
    ),
  };
}

interface RingLine {
  readonly text: Words;
  readonly clause: readonly string[];
  readonly again: boolean;
  /** At or past the limit, not a reminder before it. */
  readonly call: boolean;
}

/** The line of a ring; nothing for other facts and for repeats told before. */
export function ringOf(
  fact: { readonly type: string },
  stream: StreamId,
  known: Known,
  { people, policyOf }: TimelineSource,
  repeats: Repeats,
): readonly RingLine[] {
  if (!isDutyFact(fact) || (fact.type !== 'dutyRang' && fact.type !== 'dutyCalled')) return [];
  const duty = known.dutyBefore(fact, stream);
  if (duty === undefined) return [];
  const clock = clockOf(policyOf(stream), duty);
  const clause = clock === undefined ? [] : [clock.clause];
  if (fact.type === 'dutyCalled') return [{ text: unreachedWords(fact, people), clause, again: false, call: true }];
  const again = repeats.told.get(fact);
  if (again !== undefined) return [{ text: again, clause, again: true, call: true }];
  return repeats.folded.has(fact)
    ? []
    : [{ text: ringWords(duty, fact, clock, people), clause, again: false, call: duty.dueAt >= duty.limitAt }];
}

/** The tightest of the limits that this act answered; a late one before any other. */
export function timingOf(facts: readonly TimelineFact[], at: Instant, known: Known): Words | null {
  // A contact that was made ends its window by opening the next one.
  const made = facts.some(({ fact }) => fact.type === 'contactMade');
  const done = facts.flatMap(({ stream, fact }) => {
    if (!isDutyFact(fact) || fact.type !== 'dutyDone') return [];
    if (!wasFulfilled(fact.because) && !(made && fact.because === 'windowChanged')) return [];
    const duty = known.dutyBefore(fact, stream);
    return duty === undefined || hasNoTiming(duty) ? [] : [duty];
  });
  const [tightest] = done.toSorted((a, b) => a.limitAt - b.limitAt);
  return tightest === undefined ? null : timingWords(tightest, at);
}

/** What is owed from here on by this act. */
export function owedBy(facts: readonly TimelineFact[], at: Instant, people: People): readonly Words[] {
  const gone = new Set(
    facts.flatMap(({ stream, fact }) =>
      isDutyFact(fact) && fact.type === 'dutyDone' ? [`${stream}/${fact.duty}`] : [],
    ),
  );
  const streams = [...new Set(facts.map(({ stream }) => stream))];
  const opened = streams.flatMap((stream) =>
    facts
      .filter((one) => one.stream === stream)
      .reduce<readonly Duty[]>((live, { fact }) => (isDutyFact(fact) ? evolveDuties(live, fact, at) : live), [])
      .filter((duty) => !isQuiet(duty) && !gone.has(`${stream}/${duty.id}`)),
  );
  return opened.toSorted((a, b) => a.limitAt - b.limitAt).map((duty) => owedWords(duty, at, people));
}
