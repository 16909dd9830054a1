import { asc, eq, sql } from 'drizzle-orm';
import { organisations, pupilPlaces, students } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Whether the asker may know of a student at all. */
export async function isKnown(tx: Transaction, student: string): Promise<boolean> {
  const rows = await tx.select({ id: students.id }).from(students).where(eq(students.id, student));
  return rows.length > 0;
}

/** In which class, grade and state a student has been from which day on, the class called as it was then; oldest first. Empty: never moved since the record began. */
export function placesOf(tx: Transaction, student: string) {
  const { since, grade, state, classId, seq, studentId } = pupilPlaces;
  const called = (field: 'code' | 'name') =>
    sql<
      string | null
    >`coalesce((select l.${sql.identifier(field)} from app.class_called(${classId}, ${since}) l), ${organisations[field]})`;
  return tx
    .select({ since, class: called('code'), className: called('name'), grade, state })
    .from(pupilPlaces)
    .leftJoin(organisations, eq(organisations.id, classId))
    .where(eq(studentId, student))
    .orderBy(asc(since), asc(seq));
}
