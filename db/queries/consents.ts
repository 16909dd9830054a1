import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { OWN_CONSENT_FROM } from '#domain/consent';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import { campaignInvitations, consents, organisations, vault } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** A consent that stands: the hospitals that it names, by code. */
interface Standing {
  readonly id: string;
  readonly kind: string;
  readonly named: readonly string[];
}

/** The consents of a student that stand at an instant (the function app.consents_standing). */
export async function consentsStanding(tx: Transaction, student: string, at: Instant): Promise<readonly Standing[]> {
  const rows = await tx.execute<{ id: string; kind: string; named: string[] }>(
    sql`select id, kind, to_jsonb(named) as named from app.consents_standing(${student}, ${instantToText(at)})`,
  );
  return [...rows];
}

/** Whether the pupil of a place in the campaign may not be asked before a guardian consents. */
export function consentAwaited(campaign: string, at: Instant): SQL<boolean> {
  return sql<boolean>`${campaignInvitations.studentId} in (select *
    from app.consent_awaited(${campaign}::uuid, null, ${instantToText(at)}::timestamptz, ${OWN_CONSENT_FROM}::int))`;
}

/** What was ever allowed for a student, last first, with the hospitals by their codes and the sealed evidence as far as the asker may read texts. */
export async function consentsOf(tx: Transaction, student: string, at: Instant) {
  const [rows, standing] = await Promise.all([
    tx
      .select({
        id: consents.id,
        kind: consents.kind,
        hospitals: sql<string[]>`(select coalesce(jsonb_agg(o.code order by o.code), '[]')
          from organisations o where o.id = any (${consents.hospitals}))`,
        guardian: consents.givenBy,
        recordedBy: consents.recordedBy,
        givenAt: consents.givenAt,
        until: consents.until,
        revokedAt: consents.revokedAt,
        evidence: vault.id,
        sealed: vault.ciphertext,
      })
      .from(consents)
      .leftJoin(vault, eq(vault.id, consents.evidence))
      .where(eq(consents.studentId, student))
      .orderBy(desc(consents.givenAt), asc(consents.id)),
    consentsStanding(tx, student, at),
  ]);
  const live = new Set(standing.map(({ id }) => id));
  return rows.map((row) => ({ ...row, live: live.has(row.id) }));
}

/** Ids of hospitals by code; a code that is no hospital's is missing. */
export async function hospitalsByCode(tx: Transaction, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: organisations.id, code: organisations.code })
    .from(organisations)
    .where(and(eq(organisations.kind, 'hospital'), inArray(organisations.code, [...codes])));
  return new Map(rows.map(({ id, code }) => [code, id]));
}
