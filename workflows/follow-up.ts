import type { DutyInView, FollowUpStanding, Page } from '#activities/contract';
import type { FollowUpStage } from '#domain/follow-up-state';
import { HOUR } from '#domain/instant';
import { atLeast } from '#domain/level';
import { keepTime, type Time } from './clock.ts';
import { rhythmOf } from '#domain/calling-hours';
import { pageWhoMustKnow, prompting, streamRecord } from './paging.ts';
import { eachMorning, every, type Prompt } from './prompts.ts';

type Stage = (at: FollowUpStanding, time: Time<FollowUpStanding>) => Promise<FollowUpStanding>;

/** The rhythm of contacts after a grade, a crisis, a discharge or a return. Ends with its case; a missed contact is traced, never skipped. */
export async function followUp(id: string): Promise<void> {
  const time = keepTime<FollowUpStanding>(id, streamRecord(id, 'followUp'));
  let at = await time.begin();
  while (at.open) at = await stages[at.stage](at, time);
  await time.end();
}

/** Sleeps until the window opens, then tells who makes the contact, and again each morning until it is made or the window closes. */
const planned: Stage = (at, time) => {
  const waiting = beforeWindow(at);
  return time.next(waiting, ...pageWhoMustKnow(waiting, rhythmOf(at)), ...prompting(waiting, contacts(waiting)));
};

/** Nobody reached the student: whoever traces hears it through the day, the one who calls again goes on. */
const tracing: Stage = (at, time) => {
  const waiting = beforeWindow(at);
  return time.next(
    waiting,
    ...pageWhoMustKnow(waiting, rhythmOf(at)),
    ...prompting(waiting, contacts(waiting), every(waiting, 'followUpTrace', severe(at) ? 2 * HOUR : 6 * HOUR)),
  );
};

const ended: Stage = () => {
  throw new Error('an open follow-up in stage ended');
};

const stages: Record<FollowUpStage, Stage> = { planned, tracing, ended };

/** Subject of the duty that stands for the planned window; a retry after a failed attempt has no window to wait for. */
const WINDOW = 'window';

const isPlanned = (duty: DutyInView) => duty.subject === WINDOW;

const severe = (at: FollowUpStanding) => at.level !== null && atLeast(at.level, 'L3');

/** The same standing with pages of the planned contact moved to the opening of its window: nobody is told of a contact that is not yet to be made. */
function beforeWindow(at: FollowUpStanding): FollowUpStanding {
  const { window, duties } = at;
  if (window === null) return at;
  const planned = new Set(duties.filter(isPlanned).map((duty) => duty.id));
  const later = (page: Page): Page =>
    planned.has(page.duty) && page.step === 0 ? { ...page, at: Math.max(page.at, window.opensAt) } : page;
  return {
    ...at,
    pages: at.pages.map(later),
    duties: duties.map((duty) =>
      isPlanned(duty) ? { ...duty, openedAt: Math.max(duty.openedAt, window.opensAt) } : duty,
    ),
  };
}

/**
 * A planned contact at the opening of its window, unless a page says it, and each morning until it closes; a retry every two hours, for it is meant for the
 * same day.
 */
function contacts(at: FollowUpStanding): readonly Prompt[] {
  const { duties, pages } = at;
  const some = (match: (duty: DutyInView) => boolean) => ({ ...at, duties: duties.filter(match) });
  // Past its opening the mornings speak: so a page sent at the opening is not said twice.
  const opening = some(
    (duty) => isPlanned(duty) && at.readAt <= duty.openedAt && !pages.some(({ duty: id }) => id === duty.id),
  );
  return [
    ...opening.duties.map(({ id, openedAt }) => ({ duty: id, at: openedAt })),
    ...eachMorning(some(isPlanned), 'followUpContact'),
    ...every(
      some((duty) => !isPlanned(duty)),
      'followUpContact',
      2 * HOUR,
    ),
  ];
}
