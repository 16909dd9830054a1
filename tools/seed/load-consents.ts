import { insertMany } from '#db/insert-many';
import { consents } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { OWN_CONSENT_FROM } from '#domain/consent';
import { ageOn, dayOf, type Instant } from '#domain/instant';
import { idOf } from './random.ts';
import type { Guardianship, Student } from './types.ts';

/** Of so many pupils one's paper has not come back yet: a campaign of the demo city has somebody to wait for. */
const ONE_MISSING_IN = 16;

interface Family {
  readonly student: Student;
  readonly guardianships: readonly Guardianship[];
}

/** What guardians of pupils too young to decide alone have signed at the beginning of the school year: that the pupil may be asked in screenings. */
export async function loadConsents(tx: Transaction, families: readonly Family[], at: Instant): Promise<void> {
  const rows = families.flatMap(({ student, guardianships }) => {
    const giver = guardianships.find(({ flagged }) => !flagged);
    const id = idOf('consent', student.id);
    const missing = Number.parseInt(id.slice(-4), 16) % ONE_MISSING_IN === 0;
    if (giver === undefined || missing || ageOn(student.born, dayOf(at)) >= OWN_CONSENT_FROM) return [];
    return [{ id, studentId: student.id, kind: 'screening', givenBy: giver.id, givenAt: at }];
  });
  await insertMany(tx, consents, rows);
}
