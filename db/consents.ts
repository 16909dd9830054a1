import { and, eq, isNull } from 'drizzle-orm';
import type { Clock } from '#domain/clock';
import { guardianRefused } from '#domain/guardian';
import type { Instant } from '#domain/instant';
import { type Refusal, refuse } from '#domain/problem';
import type { Actor } from '#domain/role';
import type { TextRef } from '#domain/stream';
import type { Act } from './act.ts';
import { actorIdOf, NotFound } from './commit.ts';
import { Refused } from './decide-all.ts';
import { DatabaseError } from './errors.ts';
import { type Kept, priorOutcome, recordAct, type RefusedOutcome } from './outcome.ts';
import { hospitalsByCode } from './queries/consents.ts';
import { consents, guardians, vault } from './schema/index.ts';
import type { AnyCommand } from './streams.ts';
import type { Context, Database, Transaction } from './transaction.ts';
import { openRows, studentPlace } from './working-set.ts';

/** What a guardian can allow: to be asked in a screening, to be sent to named hospitals, that something is told to others. */
export const CONSENT_KINDS = ['screening', 'referral', 'disclosure'] as const;

interface ByPerson {
  readonly student: string;
  readonly actor: Actor;
  readonly actKey: string;
  /** HMAC of the request, taken before its words were sealed. */
  readonly digest: Buffer;
  readonly request: string;
}

export interface NewConsent extends ByPerson {
  readonly consent: string;
  readonly kind: (typeof CONSENT_KINDS)[number];
  readonly guardian: string;
  /** Codes of the hospitals that it names. */
  readonly hospitals: readonly string[];
  readonly until: Instant | null;
  /** What shows that it was given (the paper, the note of a call), sealed. */
  readonly evidence: { readonly id: string; readonly ciphertext: Buffer; readonly keyVersion: number };
}

/**
 * Writes a consent down with its evidence (个人信息保护法 29, 31). A guardian who is a danger gives none (N10). The same key is answered as the first time,
 * a refusal too. Throws NotFound and KeyReused.
 */
export function giveConsent(
  db: Database,
  clock: Clock,
  context: Context,
  given: NewConsent,
): Promise<Kept | RefusedOutcome> {
  return once(db, clock, context, given, 'giveConsent', async (tx, at) => {
    const { consent, student, kind, guardian, until, evidence } = given;
    const known = await tx
      .select({ id: guardians.id, danger: guardians.flaggedDanger })
      .from(guardians)
      .where(eq(guardians.studentId, student));
    const refused = guardianRefused(known, guardian);
    if (refused) return refused;
    if (until !== null && until <= at) return refuse('fieldInvalid', { field: 'until' });
    const named = await hospitalsByCode(tx, given.hospitals);
    if (given.hospitals.some((code) => !named.has(code))) return refuse('fieldInvalid', { field: 'hospitals' });
    const owner = { ownerTable: 'consents', ownerColumn: 'evidence', ownerId: consent };
    await tx.insert(vault).values({ ...evidence, studentId: student, ...owner, createdAt: at });
    await tx.insert(consents).values({
      id: consent,
      studentId: student,
      kind,
      hospitals: [...named.values()],
      evidence: evidence.id,
      givenBy: guardian,
      recordedBy: given.actor.person,
      givenAt: at,
      until,
    });
    return consent;
  });
}

/** Ends a consent from now on; what was sent on it stays sent (个人信息保护法 15). Taken back before, nothing changes. */
export function revokeConsent(
  db: Database,
  clock: Clock,
  context: Context,
  revoked: ByPerson & { readonly consent: string },
): Promise<Kept | RefusedOutcome> {
  const { consent, student } = revoked;
  const own = and(eq(consents.id, consent), eq(consents.studentId, student));
  return once(db, clock, context, revoked, 'revokeConsent', async (tx, at) => {
    const [row] = await tx.select({ id: consents.id }).from(consents).where(own).for('update');
    if (row === undefined) throw new NotFound();
    await tx
      .update(consents)
      .set({ revokedAt: at })
      .where(and(own, isNull(consents.revokedAt)));
    return consent;
  });
}

/** Writes the row and says which it is, or refuses before anything was written. */
type Write = (tx: Transaction, at: Instant) => Promise<string | Refusal>;

/** One act beside the streams: under its key once, with its line in the audit, the student's row its lock. */
async function once(
  db: Database,
  clock: Clock,
  context: Context,
  by: ByPerson,
  name: string,
  write: Write,
): Promise<Kept | RefusedOutcome> {
  const at = await clock.now();
  const attempt = () => db.transaction(context, (tx) => keepOnce(tx, context, by, name, at, write));
  try {
    return await attempt();
  } catch (error) {
    // The same key for another student at the same moment: the first one stands now, and says so.
    if (error instanceof DatabaseError && error.constraint === 'acts_actor_act_key_pk') return attempt();
    throw error;
  }
}

async function keepOnce(
  tx: Transaction,
  context: Context,
  { student, actor, actKey, digest, request }: ByPerson,
  name: string,
  at: Instant,
  write: Write,
): Promise<Kept | RefusedOutcome> {
  const actorId = actorIdOf(actor, context);
  await openRows(tx, student, []);
  if ((await studentPlace(tx, student, true)) === null) throw new NotFound();
  const prior = await priorOutcome<Kept | RefusedOutcome>(tx, actorId, actKey, digest);
  if (prior !== undefined) return prior;
  const made = await write(tx, at);
  const outcome: Kept | RefusedOutcome =
    typeof made === 'string'
      ? { status: 'kept', stream: null, id: made, at }
      : { status: 'refused', stream: null, code: made.refused, detail: made.detail ?? {} };
  const act = { target: { student }, actor, actKey, digest, request, command: { act: name } };
  return recordAct(tx, act, actorId, at, outcome);
}

interface GiveConsent extends AnyCommand {
  readonly consent: string;
  readonly guardian: string;
  readonly hospitals: readonly string[];
  readonly evidence: TextRef;
}

/**
 * The row of a consent that stands or falls with the act of a referral that records it (个人信息保护法 29), with the sealed words of the act as its evidence.
 * Refuses `fieldInvalid` for a hospital that there is not, and for the id of another consent.
 */
export function recordConsent(person: string): Required<Pick<Act, 'beside' | 'complete'>> {
  let given: GiveConsent | undefined;
  return {
    complete: async (_tx, command) => {
      // Its schema and its sealing have made it one.
      given = command as GiveConsent;
      return command;
    },
    beside: async (tx, { studentId, at }) => {
      if (studentId === null || given === undefined) return;
      const { hospitals } = given;
      const named = await hospitalsByCode(tx, hospitals);
      if (hospitals.some((code) => !named.has(code))) throw new Refused(refuse('fieldInvalid', { field: 'hospitals' }));
      const kept = await tx
        .insert(consents)
        .values({
          id: given.consent,
          studentId,
          kind: 'referral',
          hospitals: [...named.values()],
          evidence: given.evidence.text,
          givenBy: given.guardian,
          recordedBy: person,
          givenAt: at,
        })
        .onConflictDoNothing()
        .returning({ id: consents.id });
      if (kept.length === 0) throw new Refused(refuse('fieldInvalid', { field: 'consent' }));
    },
  };
}
