import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { isGuarding } from '#domain/appointing';
import type { Instant } from '#domain/instant';
import { refuse } from '#domain/problem';
import type { PersonId, Side } from '#domain/role';
import { Refused } from '#db/decide-all';
import { appointments, contactPoints, organisations, people } from '#db/schema/index';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';
import { type Keeper, personKept } from './appoint.ts';
import { type Ending, type Leaving, passAt, whatPasses } from './leaving.ts';

export interface NewPerson {
  readonly person: PersonId;
  readonly displayName: string;
  readonly side: Side;
  /** Sealed; null: nobody is mailed. */
  readonly mail: Buffer | null;
}

/** Writes a new member of staff down. Row-level security lets whoever opens accounts do it, and nobody else. */
export async function addPerson(tx: Transaction, { person, displayName, side, mail }: NewPerson): Promise<void> {
  await tx.insert(people).values({ id: person, displayName, side });
  if (mail !== null) await tx.insert(contactPoints).values({ personId: person, channel: 'mail', address: mail });
}

/** Another mail address, sealed; null: nobody is mailed any more. Throws NotFound and Refused. */
export async function changeMail(
  tx: Transaction,
  keeper: Keeper,
  person: PersonId,
  mail: Buffer | null,
  at: Instant,
): Promise<void> {
  await accountKept(tx, keeper, person, at, { guarding: true });
  const point = { personId: person, channel: 'mail' };
  if (mail === null) {
    const own = and(eq(contactPoints.personId, person), eq(contactPoints.channel, point.channel));
    await tx.delete(contactPoints).where(own);
    return;
  }
  await tx
    .insert(contactPoints)
    .values({ ...point, address: mail })
    .onConflictDoUpdate({ target: [contactPoints.personId, contactPoints.channel], set: { address: mail } });
}

/**
 * Closes an account: from now on it opens nothing and no chain calls it. Answers what passes to whom. Its appointments stay, so that it can be opened again.
 * Throws NotFound and Refused.
 */
export async function closeAccount(tx: Transaction, keeper: Keeper, person: PersonId, at: Instant): Promise<Leaving> {
  const someone = await accountKept(tx, keeper, person, at);
  if (someone.disabledAt !== null) throw new Refused(refuse('notOpen'));
  await tx.update(people).set({ disabledAt: at }).where(eq(people.id, person));
  const leaving = await whatPasses(tx, someone.offices, at);
  await passAt(tx, someone.offices, { by: keeper.person, at, from: at });
  return leaving;
}

/** Opens it again, with the appointments that are still in force. What has passed to others stays theirs. */
export async function openAccount(tx: Transaction, keeper: Keeper, person: PersonId, at: Instant): Promise<void> {
  await accountKept(tx, keeper, person, at);
  await tx.update(people).set({ disabledAt: null }).where(eq(people.id, person));
}

/**
 * An account that this keeper may close or give new keys to: all of its offices lie at or below their place, and an account that keeps the system itself is the
 * security administrator's matter. Throws NotFound, and Refused `ownOffice`, `outsidePlace` and `wrongRole`.
 */
export async function accountKept(
  tx: Transaction,
  keeper: Keeper,
  person: PersonId,
  at: Instant,
  { guarding = false }: { readonly guarding?: boolean } = {},
) {
  if (person === keeper.person) throw new Refused(refuse('ownOffice'));
  const someone = await personKept(tx, person);
  const offices = await officesInForce(tx, person, at);
  if (offices.some(({ path }) => !path.startsWith(keeper.path))) throw new Refused(refuse('outsidePlace'));
  const guards = offices.some(({ role }) => isGuarding(role));
  if (guards && !guarding && keeper.role !== 'securityAdministrator') throw new Refused(refuse('wrongRole'));
  return { ...someone, offices };
}

async function officesInForce(tx: Transaction, person: PersonId, at: Instant): Promise<readonly Ending[]> {
  return tx
    .select({
      person: appointments.personId,
      role: appointments.role,
      post: appointments.post,
      org: organisations.id,
      path: organisations.path,
    })
    .from(appointments)
    .innerJoin(organisations, eq(organisations.id, appointments.orgId))
    .where(
      and(
        eq(appointments.personId, person),
        or(isNull(appointments.validTo), gt(appointments.validTo, sql`${instantToText(at)}::timestamptz`)),
      ),
    )
    .orderBy(appointments.priority, appointments.validFrom, appointments.id);
}
