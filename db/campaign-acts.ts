import { and, asc, eq, inArray, isNull, not, sql } from 'drizzle-orm';
import { byClass, uncounted } from '#domain/campaign-counting';
import type { AbsenteeOutcome, CampaignCommand, CampaignState, Standing } from '#domain/campaign-state';
import type { Instant } from '#domain/instant';
import { refuse } from '#domain/problem';
import { peopleAt } from '#domain/role';
import { Refused } from './decide-all.ts';
import { countPlaces, pathOfClass } from './queries/campaign-places.ts';
import { consentAwaited } from './queries/consents.ts';
import { rosterAt } from './queries/roster.ts';
import { campaignInvitations, duties, streams, students } from './schema/index.ts';
import type { AnyCommand } from './streams.ts';
import type { Transaction } from './transaction.ts';
import { uuids } from './uuids.ts';

/* Acts of people on a campaign that move pupils: counted from the rows that they move, in the transaction of the act, behind the campaign's lock. */

type Complete = (tx: Transaction, command: AnyCommand, at: Instant) => Promise<CampaignCommand>;
type Row = { readonly student: string; readonly class: string; readonly state: Standing };

/** The pupils of one class who still wait and may be asked, by their numbers: all, or the first `most`. */
export function invitePlaces(campaign: string, { class: group, most }: { class: string; most: number }): Complete {
  return async (tx, _command, at) => {
    const waiting = await tx
      .select({ student: campaignInvitations.studentId })
      .from(campaignInvitations)
      .innerJoin(students, eq(students.id, campaignInvitations.studentId))
      .where(
        and(
          placesIn(campaign, ['waiting'], group),
          eq(students.enrolledState, 'enrolled'),
          not(consentAwaited(campaign, at)),
        ),
      )
      .orderBy(asc(students.number))
      .limit(most);
    const moved = await move(tx, campaign, waiting, ['waiting'], { state: 'invited', invitedAt: at });
    return { act: 'invitePage', pupils: byClass(moved, 'waiting') };
  };
}

/** A pupil or guardian said no (N18): that is written down, and nobody asks again; a yes that the pupil gave before is over. Whoever has answered meanwhile stays answered. */
export function refusePlace(campaign: string, student: string, of: 'student' | 'guardian'): Complete {
  return async (tx) => {
    const [row] = await lockedRows(tx, campaign, [student]);
    if (row === undefined) throw new Refused(refuse('fieldInvalid', { field: 'student' }));
    if (row.state !== 'answered') await move(tx, campaign, [row], [row.state], { state: 'refused', assentedAt: null });
    return { act: 'recordRefusal', pupil: { class: row.class, from: row.state, count: 1 }, of };
  };
}

/** Everybody of a class who has not answered gets an owner: whoever holds the class's duty, else its class teacher or who stands in for a vacancy. */
export function handPlaces(campaign: string, group: string): Complete {
  return async (tx, _command, at) => {
    const rows = await tx
      .select({ student: campaignInvitations.studentId, state: campaignInvitations.state })
      .from(campaignInvitations)
      .where(placesIn(campaign, ['waiting', 'invited'], group))
      .for('update');
    const owner = await ownerOf(tx, campaign, group, at);
    await move(tx, campaign, rows, ['waiting', 'invited'], { state: 'owned', owner });
    const waiting = rows.filter(({ state }) => state === 'waiting').length;
    return { act: 'handAbsentees', class: group, waiting, invited: rows.length - waiting, owner };
  };
}

/** The owner has looked after these pupils of the duty's class. */
export function settlePlaces(
  campaign: string,
  settled: { readonly answers: string; readonly students: readonly string[]; readonly outcome: AbsenteeOutcome },
): Complete {
  return async (tx) => {
    const { answers, outcome } = settled;
    const rows = await lockedRows(tx, campaign, settled.students);
    const [duty] = await tx
      .select({ class: duties.subject })
      .from(duties)
      .where(and(eq(duties.streamId, campaign), eq(duties.openedVersion, Number(answers)), isNull(duties.doneAt)));
    const fits = rows.every((row) => row.state === 'owned' && row.class === duty?.class);
    if (duty !== undefined && (!fits || rows.length !== new Set(settled.students).size))
      throw new Refused(refuse('fieldInvalid', { field: 'students' }));
    await move(
      tx,
      campaign,
      rows,
      ['owned'],
      outcome === 'refused' ? { state: 'refused', assentedAt: null } : { state: 'settled' },
    );
    return { act: 'settleAbsentees', answers, count: rows.length, outcome };
  };
}

/** Answers that came in since they were last counted are counted first. */
export function closePlaces(campaign: string, answers: string): Complete {
  return async (tx) => {
    const [row] = await tx.select({ state: streams.state }).from(streams).where(eq(streams.id, campaign));
    const answered = uncounted(row?.state as CampaignState, await countPlaces(tx, campaign));
    return { act: 'closeAnswering', answers, answered };
  };
}

function placesIn(campaign: string, states: readonly Standing[], group: string) {
  return and(
    eq(campaignInvitations.campaignId, campaign),
    eq(campaignInvitations.classId, group),
    inArray(campaignInvitations.state, [...states]),
  );
}

/** The rows of these pupils as far as the asker may know the pupils; locked, so that nobody answers meanwhile. */
function lockedRows(tx: Transaction, campaign: string, pupils: readonly string[]): Promise<readonly Row[]> {
  return tx
    .select({
      student: campaignInvitations.studentId,
      class: campaignInvitations.classId,
      state: campaignInvitations.state,
    })
    .from(campaignInvitations)
    .where(and(eq(campaignInvitations.campaignId, campaign), inArray(campaignInvitations.studentId, [...pupils])))
    .for('update');
}

type Change = Partial<typeof campaignInvitations.$inferInsert>;

/** Moves rows that still stand as expected; returns the class of each that has moved. */
async function move(
  tx: Transaction,
  campaign: string,
  rows: readonly Pick<Row, 'student'>[],
  from: readonly Standing[],
  set: Change,
): Promise<readonly Pick<Row, 'class'>[]> {
  const pupils = rows.map(({ student }) => student);
  return tx
    .update(campaignInvitations)
    .set(set)
    .where(
      and(
        eq(campaignInvitations.campaignId, campaign),
        sql`${campaignInvitations.studentId} = any(${uuids(pupils)})`,
        inArray(campaignInvitations.state, [...from]),
      ),
    )
    .returning({ class: campaignInvitations.classId });
}

async function ownerOf(tx: Transaction, campaign: string, group: string, at: Instant): Promise<string> {
  const [live] = await tx
    .select({ holder: duties.holder })
    .from(duties)
    .where(and(eq(duties.streamId, campaign), eq(duties.subject, group), isNull(duties.doneAt)));
  if (live !== undefined) return live.holder;
  const [stream] = await tx
    .select({ path: streams.homePath, owner: streams.owner })
    .from(streams)
    .where(eq(streams.id, campaign));
  const posts = await rosterAt(tx, (await pathOfClass(tx, group)) ?? stream?.path ?? '/', null, at);
  const owner = peopleAt(posts, 'classTeacher')[0] ?? stream?.owner;
  if (owner == null) throw new Refused(refuse('nobodyToHold'));
  return owner;
}
