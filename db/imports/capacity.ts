import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { instantToText } from '#db/schema/columns';
import { appointments, duties, people, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { ImportSchool } from './school.ts';

/** Clocks of a talk that is owed within a day. */
const WITHIN_A_DAY = ['interview.L3', 'interview.critical'];

/** Who can hold interviews at a school now, and how many talks within a day are owed there already. */
export async function interviewersAt(
  tx: Transaction,
  school: ImportSchool,
  policy: Policy,
  at: Instant,
): Promise<{ readonly interviewers: number; readonly aDay: number; readonly waiting: number }> {
  const now = instantToText(at);
  const [held] = await tx
    .select({ interviewers: sql<number>`count(distinct ${appointments.personId})::int` })
    .from(appointments)
    .innerJoin(people, eq(people.id, appointments.personId))
    .where(
      and(
        eq(appointments.orgId, school.id),
        inArray(appointments.post, ['counselor', 'standIn']),
        isNull(people.disabledAt),
        sql`${appointments.validFrom} <= ${now} and (${appointments.validTo} is null or ${appointments.validTo} > ${now})`,
      ),
    );
  const [owed] = await tx
    .select({ waiting: sql<number>`count(*)::int` })
    .from(duties)
    .innerJoin(streams, eq(streams.id, duties.streamId))
    .where(and(eq(streams.homePath, school.path), isNull(duties.doneAt), inArray(duties.clock, WITHIN_A_DAY)));
  const interviewers = held?.interviewers ?? 0;
  return { interviewers, aDay: interviewers * policy.screening.perInterviewerADay, waiting: owed?.waiting ?? 0 };
}
