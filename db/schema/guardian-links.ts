import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { LinkPurpose } from '#domain/guardian-link';
import { instant } from './columns.ts';
import { guardians, students } from './students.ts';

/**
 * A guardian's way to what concerns their own child, for one purpose and a time. Neither the address nor the code is written down: both are worked out
 * from the id under a key (api/guardian-links.ts).
 */
export const guardianLinks = pgTable(
  'guardian_links',
  {
    id: uuid().primaryKey(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    guardianId: uuid('guardian_id').notNull(), // a guardian of that student
    purpose: text().$type<LinkPurpose>().notNull(),
    hospitals: uuid().array().notNull().default(sql`'{}'::uuid[]`), // referral: the hospitals that a consent would name
    madeBy: uuid('made_by').notNull(), // person of the school
    madeAt: instant('made_at').notNull(),
    until: instant().notNull(),
    failures: integer().notNull().default(0), // wrong codes since the last right one
    openedAt: instant('opened_at'), // when it was last opened; null = never
    revokedAt: instant('revoked_at'), // null = it stands
  },
  (t) => [
    foreignKey({
      name: 'guardian_links_guardian_of_student',
      columns: [t.guardianId, t.studentId],
      foreignColumns: [guardians.id, guardians.studentId],
    }),
    check('guardian_links_purpose', sql`${t.purpose} in ('screening', 'referral', 'care')`),
    index('guardian_links_student').on(t.studentId),
  ],
);
