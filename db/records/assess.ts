import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { endOf } from '#programme/lives';
import type { Instant } from '#domain/instant';
import { addDays, dayOf } from '#domain/instant';
import type { Actor, PersonId } from '#domain/role';
import { peopleAt } from '#domain/role';
import { type Assessment, keptForm } from '#programme/assessment/assessment';
import type { SoundSet } from '#programme/assessment/indicator';
import { hundredths } from '#programme/assessment/points';
import { decideReview } from '#programme/assessment/review';
import { evolveReview } from '#programme/assessment/review-evolve';
import type { ReviewCommand, ReviewState } from '#programme/assessment/review-state';
import { NO_REVIEW } from '#programme/assessment/review-state';
import { type Score, scoreUnit, totalOf } from '#programme/assessment/score';
import type { Period } from '#programme/period';
import type { NamedDue } from '#programme/record-state';
import { canonical } from '#db/canonical';
import { Refused } from '#db/decide-all';
import { rosterAt } from '#db/queries/roster';
import { unitFigures } from '#db/queries/units/figures';
import type { Transaction } from '#db/transaction';
import type { Place } from './place.ts';
import type { Prepared } from './prepare.ts';

/** School days after the last day for appeals within which the assessment is frozen; the policy's clock says more. */
const FREEZE_AFTER_DAYS = 7;

/** What an act makes of an assessment: its next version, with what is owed from then on. */
export interface Step {
  readonly prepared: Prepared;
  readonly next: Assessment;
}

/** Scores a unit over a period by the figures of its records, within the asker's reach. */
export async function scoreOf(tx: Transaction, set: SoundSet, place: Place, period: Period): Promise<Score> {
  const names = [...new Set([...set.formulas.values()].flatMap((formula) => formula.names))];
  return scoreUnit(set, await unitFigures(tx, names, { path: place.path, period }));
}

/** Decides an act by the rules of assessments. Throws Refused with what they say. */
export async function stepOf(
  tx: Transaction,
  place: Place,
  before: Assessment | null,
  command: ReviewCommand,
  moment: { readonly at: Instant; readonly actor: Actor },
  comments: Assessment['comments'] = before?.comments ?? {},
): Promise<Step> {
  const state = before?.review ?? NO_REVIEW;
  const decided = decideReview(state, command, moment);
  if ('refused' in decided) throw new Refused(decided);
  const review = decided.reduce((folded, fact) => evolveReview(folded, fact, moment.at), state);
  const next = { review, comments };
  return { next, prepared: await preparedFrom(tx, place, next, moment.at) };
}

async function preparedFrom(tx: Transaction, place: Place, next: Assessment, at: Instant): Promise<Prepared> {
  const { review } = next;
  const { subject, period, set, revision } = review;
  return {
    values: keptForm(next),
    columns: {
      day: period.from,
      until: period.to,
      topic: subject.kind,
      code: `${set.code}@${set.version}`,
      times: revision,
      amount: hundredths(totalOf(review.lines).points),
      ...(subject.person === null ? {} : { person: subject.person }),
    },
    natural: onceKey(review),
    dues: await duesOf(tx, place, review, at),
  };
}

/** One assessment of one subject for one period by one set, whichever version: a second look at it is a revision. */
function onceKey({ subject, period, set }: ReviewState): Buffer {
  return createHash('sha256')
    .update(canonical(['assessment', subject, period, set.code]))
    .digest();
}

/** Every appeal that waits, and the freezing: held by somebody who took no part, since whoever did may not decide. */
async function duesOf(tx: Transaction, place: Place, review: ReviewState, at: Instant): Promise<readonly NamedDue[]> {
  if (review.stage === 'frozen') return [];
  const posts = await rosterAt(tx, place.path, null, at);
  const office = review.subject.kind === 'county' ? 'city' : 'county';
  const assessed = review.subject.person === null ? [] : [review.subject.person];
  const free = (except: readonly PersonId[]) => peopleAt(posts, office, except)[0] ?? null;
  const barred = [...review.tookPart, ...assessed];
  const appeals = review.lines
    .filter(({ appeal }) => appeal !== null && appeal.decision === null)
    .map(
      ({ indicator }): NamedDue => ({
        kind: 'assessmentAppeal',
        subject: indicator,
        limitAt: null,
        holder: free(barred),
        barred,
      }),
    );
  const notFreezing = [...(review.publishedBy === null ? [] : [review.publishedBy]), ...assessed];
  const freezing: NamedDue = {
    kind: 'assessmentFreeze',
    subject: null,
    limitAt: endOf(addDays(dayOf(review.appealUntil), FREEZE_AFTER_DAYS)),
    holder: free(notFreezing),
    barred: notFreezing,
  };
  return [freezing, ...appeals];
}

/** Whether the person was a head of the school at some time of the period. */
export async function wasHead(tx: Transaction, org: string, person: string, { from, to }: Period): Promise<boolean> {
  const [row] = await tx.execute<{ found: boolean }>(sql`select exists (select from appointments a
    where a.org_id = ${org} and a.person_id = ${person} and a.role = 'schoolHead'
      and a.valid_from < ${`${to}T16:00:00Z`}::timestamptz
      and (a.valid_to is null or a.valid_to > ${`${from}T00:00:00+08:00`}::timestamptz)) as found`);
  return row?.found === true;
}

/** Words beside an assessment stand in its history as the reason of that version; what the rules hold is bound to them. */
export function reasonOf(words: string): { readonly text: string; readonly commitment: string } {
  return { text: 'why', commitment: createHash('sha256').update(words).digest('hex') };
}
