import { isSchoolDay } from '#domain/calendar';
import { addDays, DAY, dayOf, HOUR, type Instant, MINUTE, onDay } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import { CALENDAR, type Owed, type Play } from './play.ts';
import type { Body, Thing } from './transport.ts';
import type { CityActor } from '#tools/testing/city';

/** Whether the counselor keeps every window, or forgets the next one and hears of it. */
export type Care = 'keepsAll' | 'forgetsOne';

interface Chore {
  readonly at: Instant;
  readonly limitAt: Instant;
  readonly who: CityActor;
  readonly on: Thing;
  readonly body: Body;
}

type Does = (play: Play, duty: Owed) => Pick<Chore, 'who' | 'body'> & { readonly before: number };

const counselor =
  (before: number, body: (play: Play, duty: Owed) => Body): Does =>
  (play, duty) => ({
    who: play.cast.counselor,
    before,
    body: body(play, duty),
  });

/** What good care does by itself, and how long before the limit. */
const CHORES: { readonly [K in DutyKind]?: Does } = {
  session: counselor(2 * HOUR, () => ({ act: 'recordSession', goals: ['sleep', 'school'], note: '按方案进行。' })),
  dynamicReview: counselor(2 * HOUR, () => ({ act: 'recordReview', assessment: 'better', note: null })),
  guardianTold: counselor(HOUR, ({ guardian }) => ({
    act: 'recordContact',
    with: 'guardian',
    guardian,
    channel: 'voice',
    outcome: 'reached',
    note: null,
  })),
  referralOffer: counselor(2 * HOUR, (_play, duty) => ({
    act: 'recordOffer',
    outcome: 'alreadyInTreatment',
    note: null,
    answers: duty.id,
  })),
  homeContact: counselor(2 * HOUR, ({ guardian }, duty) => ({
    act: 'recordHomeContact',
    guardian,
    reached: true,
    note: null,
    answers: duty.id,
  })),
  followUpContact: counselor(2 * HOUR, (_play, duty) => spoken(duty)),
  panel: ({ cast }, duty) => ({
    who: cast.head,
    before: 5 * HOUR,
    body: { act: 'recordPanel', attendees: 5, decisions: ['schoolPlan'], note: null, answers: duty.id },
  }),
  // The head traces first through the class teacher; a found child is called again the same day.
  followUpTrace: ({ cast }, duty) => ({
    who: cast.head,
    before: DAY,
    body: { act: 'recordTrace', source: 'classTeacher', guardian: null, found: true, note: null, answers: duty.id },
  }),
};

function spoken(duty: Owed): Body {
  const said = { outcome: 'reached', channel: 'voice', assessment: 'better', signs: [], sheet: null, guardian: null };
  return { act: 'recordFollowUp', ...said, note: null, answers: duty.id };
}

/** Lets time pass with everything that care owes done in time: sessions, contacts, reviews, the home. */
export async function careUntil(play: Play, until: Instant, care: Care = 'keepsAll'): Promise<void> {
  let forgets = care === 'forgetsOne';
  const windows = new Map<string, Instant>();
  for (;;) {
    const now = await play.time.now();
    const [next] = (await choresOf(play, now, windows)).toSorted((a, b) => a.at - b.at);
    if (next === undefined || next.at > until) return play.time.until(until);
    if (forgets && next.body.act === 'recordFollowUp') {
      forgets = false;
      // Nobody calls; the window closes, and the engine calls the next one.
      await play.time.until(next.limitAt + 90 * MINUTE);
      continue;
    }
    await play.time.until(next.at);
    const happened = next.body.act === 'recordFollowUp' ? { happenedAt: await play.time.now() } : {};
    await play.act(next.who, next.on, { ...next.body, ...happened });
  }
}

/** What stands on the lists of those who care, as far as good care does it by itself. */
async function choresOf(play: Play, now: Instant, windows: Map<string, Instant>): Promise<readonly Chore[]> {
  const { cast, things } = play;
  const lists = [await play.worklist(cast.counselor), await play.worklist(cast.head)];
  const chores: Chore[] = [];
  for (const duty of lists.flat()) {
    const on = [...things.values()].find(({ id }) => id === duty.stream);
    const does = CHORES[duty.kind]?.(play, duty);
    if (on === undefined || does === undefined) continue;
    const { before, who, body } = does;
    // A call before its window opens is kind, but answers nothing.
    const opens = duty.subject === 'window' ? await windowOpens(play, on, duty.id, windows) : 0;
    // Tracing comes before the next call.
    const soonest = now + (duty.kind === 'followUpTrace' ? 10 : 20) * MINUTE;
    const at = Math.max(soonest, opens + HOUR, byDay(duty.limitAt - before));
    chores.push({ at, limitAt: duty.limitAt, who, on, body });
  }
  return chores;
}

/** The last 10:00 of a school day up to an instant, or of any day when school is out for long. */
function byDay(latest: Instant): Instant {
  const last = dayOf(latest - 10 * HOUR);
  const near = [0, 1, 2, 3].map((back) => addDays(last, -back)).find((day) => isSchoolDay(CALENDAR, day));
  return onDay(near ?? last, '10:00');
}

/** A window that moves is another duty. */
async function windowOpens(play: Play, on: Thing, duty: string, windows: Map<string, Instant>): Promise<Instant> {
  const known = windows.get(duty);
  if (known !== undefined) return known;
  const { window } = (await play.view(on)) as unknown as { readonly window: { readonly opensAt: Instant } | null };
  windows.set(duty, window?.opensAt ?? 0);
  return window?.opensAt ?? 0;
}
