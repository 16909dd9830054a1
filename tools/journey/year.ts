import { createHash, randomUUID } from 'node:crypto';
import { takeSheet } from '#db/intake';
import { backChapter } from './back.ts';
import { crisisChapter } from './crisis.ts';
import { endingChapter } from './ending.ts';
import { hospitalChapter } from './hospital.ts';
import { leaveChapter } from './leave.ts';
import type { Instant } from '#domain/instant';
import type { Play } from './play.ts';
import { warningChapter } from './warning.ts';
import type { World } from './world.ts';

/** PHQ-9 as a student fills it in on a phone: a middling total, and one answer that a person must ask about. */
const ANSWERS = { 1: 2, 2: 1, 3: 2, 4: 1, 5: 1, 6: 2, 7: 1, 8: 0, 9: 2 };

/** The chapters of the year, in order; each leaves the story where the next one takes it up. */
const CHAPTERS = [
  ['warning', warningChapter],
  ['crisis', crisisChapter],
  ['hospital', hospitalChapter],
  ['leave', leaveChapter],
  ['back', backChapter],
  ['ending', endingChapter],
] as const satisfies readonly (readonly [string, (play: Play) => Promise<void>])[];

/** A sheet comes in from a phone; its warning opens the case in the same transaction. Answers the case. */
export async function answerOnPhone(world: World): Promise<string> {
  const { db, clock, city, student } = world;
  const taken = await takeSheet(db, clock, { actor: `student:${student.id}` }, city.ring, {
    student: student.id,
    campaign: null,
    instrument: 'PHQ-9',
    version: '1',
    answers: ANSWERS,
    observedAt: await clock.now(),
    actKey: randomUUID(),
    digest: createHash('sha256').update(student.id).digest(),
    actor: { person: null, role: 'student', side: null },
  });
  if ('fault' in taken || taken.outcome.status !== 'recorded')
    throw new Error(`the sheet raised no warning: ${JSON.stringify(taken)}`);
  return taken.outcome.stream;
}

/** Plays the whole year. `told` hears of each chapter that is over. */
export async function playYear(play: Play, told: (chapter: string, at: Instant) => void): Promise<string> {
  const caseId = await answerOnPhone(play.world);
  play.things.set('case', { kind: 'case', id: caseId });
  for (const [name, chapter] of CHAPTERS) {
    await chapter(play);
    told(name, await play.time.now());
  }
  return caseId;
}
