import { backChapter } from './back.ts';
import { crisisChapter } from './crisis.ts';
import { endingChapter } from './ending.ts';
import { hospitalChapter } from './hospital.ts';
import { leaveChapter } from './leave.ts';
import type { Instant } from '#domain/instant';
import type { Play } from './play.ts';
import { screeningChapter } from './screening.ts';
import { warningChapter } from './warning.ts';

/** The chapters of the year, in order; each leaves the story where the next one takes it up. */
const CHAPTERS = [
  ['screening', screeningChapter],
  ['warning', warningChapter],
  ['crisis', crisisChapter],
  ['hospital', hospitalChapter],
  ['leave', leaveChapter],
  ['back', backChapter],
  ['ending', endingChapter],
] as const satisfies readonly (readonly [string, (play: Play) => Promise<void>])[];

/** Plays the whole year. `told` hears of each chapter that is over. */
export async function playYear(play: Play, told: (chapter: string, at: Instant) => void): Promise<void> {
  for (const [name, chapter] of CHAPTERS) {
    await chapter(play);
    told(name, await play.time.now());
  }
}
