import type { CaseStanding } from '#activities/contract';
import type { CaseStage } from '#domain/case-state';
import { MINUTE } from '#domain/instant';
import { keepTime, type Time } from './clock.ts';
import { rhythmOf } from '#domain/calling-hours';
import { pageWhoMustKnow, prompting, streamRecord } from './paging.ts';
import { before, eachMorning, every, halfway, onTheDay } from './prompts.ts';

type Stage = (at: CaseStanding, time: Time<CaseStanding>) => Promise<CaseStanding>;

/** One episode of care for one student: what happens while people do or do not act. Ends when the record says it is closed. */
export async function studentCase(id: string): Promise<void> {
  const time = keepTime<CaseStanding>(id, streamRecord(id, 'case'));
  let at = await time.begin();
  while (at.open) at = await stages[at.stage](at, time);
  await time.end();
}

/** Somebody must see the student. Each morning that passes without it, the one who owes the interview hears so; the class teacher is asked once more half-way. */
const triage: Stage = (at, time) =>
  time.next(
    at,
    ...pageWhoMustKnow(at, rhythmOf(at)),
    ...prompting(at, eachMorning(at, 'interview'), halfway(at, 'secondSource'), eachMorning(at, 'guardianTold')),
  );

/** A second instrument or a structured interview is owed. */
const reassessment: Stage = (at, time) =>
  time.next(
    at,
    ...pageWhoMustKnow(at, rhythmOf(at)),
    ...prompting(at, halfway(at, 'reassess'), eachMorning(at, 'guardianTold')),
  );

/** A human decides the level. Whoever still has to sign hears it each morning: a proposal must not lie. */
const grading: Stage = (at, time) =>
  time.next(
    at,
    ...pageWhoMustKnow(at, rhythmOf(at)),
    ...prompting(at, halfway(at, 'grade'), eachMorning(at, 'secondSignature'), eachMorning(at, 'coSign')),
  );

/** The rhythm of care: on the morning of the day something is due, its holder hears it. */
const care: Stage = (at, time) =>
  time.next(
    at,
    ...pageWhoMustKnow(at, rhythmOf(at)),
    ...prompting(
      at,
      onTheDay(at, 'session'),
      onTheDay(at, 'dynamicReview'),
      onTheDay(at, 'panel'),
      eachMorning(at, 'coSign'),
    ),
  );

/**
 * Never alone. At any hour everybody called is paged at once and again until one acknowledges; beside that run three threads, acknowledged or not:
 * the watcher is asked for the entry before it is due, the call to the guardian every ten minutes, the arrival at a hospital every half hour.
 */
const crisis: Stage = (at, time) =>
  time.next(
    at,
    ...pageWhoMustKnow(at, 'atOnce'),
    ...prompting(
      at,
      before(at, 'crisisWatch', 5 * MINUTE),
      every(at, 'crisisGuardian', 10 * MINUTE),
      every(at, 'crisisHospital', 30 * MINUTE),
    ),
  );

const closed: Stage = () => {
  throw new Error('an open case in stage closed');
};

const stages: Record<CaseStage, Stage> = { triage, reassessment, grading, care, crisis, closed };
