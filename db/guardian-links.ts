import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { LinkPurpose } from '#domain/guardian-link';
import type { Instant } from '#domain/instant';
import { guardianLinks } from './schema/index.ts';
import type { Transaction } from './transaction.ts';

export interface NewLink {
  readonly id: string;
  readonly student: string;
  readonly guardian: string;
  readonly purpose: LinkPurpose;
  /** Ids of the hospitals that a consent would name. */
  readonly hospitals: readonly string[];
  readonly madeBy: string;
  readonly at: Instant;
  readonly until: Instant;
}

export async function addLink(tx: Transaction, { id, student, guardian, at, ...rest }: NewLink): Promise<void> {
  const { purpose, madeBy, until, hospitals } = rest;
  const row = { id, studentId: student, guardianId: guardian, purpose, madeBy, until, madeAt: at };
  await tx.insert(guardianLinks).values({ ...row, hospitals: [...hospitals] });
}

/** Every link that was made for a child, last first. */
export function linksOf(tx: Transaction, student: string) {
  return tx
    .select({
      id: guardianLinks.id,
      guardian: guardianLinks.guardianId,
      purpose: guardianLinks.purpose,
      madeBy: guardianLinks.madeBy,
      madeAt: guardianLinks.madeAt,
      until: guardianLinks.until,
      failures: guardianLinks.failures,
      openedAt: guardianLinks.openedAt,
      revokedAt: guardianLinks.revokedAt,
    })
    .from(guardianLinks)
    .where(eq(guardianLinks.studentId, student))
    .orderBy(desc(guardianLinks.madeAt));
}

/** False: the child has no such link. Ended before, it stays as it was. */
export async function endLink(
  tx: Transaction,
  { student, link }: { readonly student: string; readonly link: string },
  at: Instant,
): Promise<boolean> {
  const own = and(eq(guardianLinks.id, link), eq(guardianLinks.studentId, student));
  const [row] = await tx.select({ id: guardianLinks.id }).from(guardianLinks).where(own);
  if (row === undefined) return false;
  await tx
    .update(guardianLinks)
    .set({ revokedAt: at })
    .where(and(own, isNull(guardianLinks.revokedAt)));
  return true;
}

/** A wrong code counts, a right one forgets the wrong ones before it. */
export async function recordTry(tx: Transaction, link: string, right: boolean, at: Instant): Promise<void> {
  await tx
    .update(guardianLinks)
    .set(right ? { failures: 0, openedAt: at } : { failures: sql`${guardianLinks.failures} + 1` })
    .where(eq(guardianLinks.id, link));
}
