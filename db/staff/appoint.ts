import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { officeRefused } from '#domain/appointing';
import { addDays, type Day, dayOf, type Instant, startOfDay } from '#domain/instant';
import { refuse } from '#domain/problem';
import type { PersonId, Post, Role } from '#domain/role';
import { Refused } from '#db/decide-all';
import { NotFound } from '#db/not-found';
import { appointments, organisations, people } from '#db/schema/index';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';
import { type Ending, type Leaving, passAt, whatPasses } from './leaving.ts';
import { tellOfOffice } from './office-notices.ts';

/** The administrator who asks, in one appointment. */
export interface Keeper {
  readonly person: PersonId;
  readonly role: Role;
  readonly path: string;
}

export interface WantedAppointment {
  readonly role: Role;
  /** Public code of the organisation. */
  readonly org: string;
  readonly post: Post | null;
  /** Lower is called first among equals. */
  readonly priority: number;
  /** First day; null = from this moment on. */
  readonly from: Day | null;
  /** Last day; null = without an end. */
  readonly until: Day | null;
}

/** Gives somebody an office. Throws NotFound for a person out of reach and Refused for what the rules do not allow; the id of the appointment. */
export async function appoint(
  tx: Transaction,
  keeper: Keeper,
  person: PersonId,
  wanted: WantedAppointment,
  at: Instant,
): Promise<string> {
  const { role, post, priority } = wanted;
  const someone = await personKept(tx, person);
  if (someone.disabledAt !== null) throw new Refused(refuse('unknownPerson', { field: 'person' }));
  const [org] = await tx
    .select()
    .from(organisations)
    .where(and(eq(organisations.code, wanted.org), isNull(organisations.validTo)));
  if (org === undefined) throw new Refused(refuse('fieldInvalid', { field: 'org' }));
  const refused = officeRefused(keeper, { role, post, kind: org.kind, path: org.path, side: someone.side, person });
  if (refused !== undefined) throw new Refused(refused);
  const { validFrom, validTo } = span(wanted, at);
  if (await heldAlready(tx, { person, role, org: org.id }, validFrom))
    throw new Refused(refuse('alreadyInOffice', { field: 'role' }));
  const id = randomUUID();
  await tx
    .insert(appointments)
    .values({ id, personId: person, role, orgId: org.id, post, priority, validFrom, validTo });
  await tellOfOffice(tx, { appointee: person, role, org: org.id, path: org.path, since: validFrom }, at);
  if (validTo !== null) {
    const ending = { person, role, post, org: org.id, path: org.path };
    await passAt(tx, [ending], { by: keeper.person, at, from: validTo });
  }
  return id;
}

/** Civil days as instants. Refuses `badStartTime` for a day that is over and `fieldInvalid` for an end before the beginning. */
function span({ from, until }: Pick<WantedAppointment, 'from' | 'until'>, at: Instant) {
  if (from !== null && from < dayOf(at)) throw new Refused(refuse('badStartTime', { field: 'from' }));
  const validFrom = from === null || from === dayOf(at) ? at : startOfDay(from);
  const validTo = until === null ? null : startOfDay(addDays(until, 1));
  if (validTo !== null && validTo <= validFrom) throw new Refused(refuse('fieldInvalid', { field: 'until' }));
  return { validFrom, validTo };
}

async function heldAlready(
  tx: Transaction,
  { person, role, org }: { readonly person: PersonId; readonly role: Role; readonly org: string },
  from: Instant,
): Promise<boolean> {
  const rows = await tx
    .select({ id: appointments.id })
    .from(appointments)
    .where(
      and(
        eq(appointments.personId, person),
        eq(appointments.role, role),
        eq(appointments.orgId, org),
        or(isNull(appointments.validTo), gt(appointments.validTo, sql`${instantToText(from)}::timestamptz`)),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** An appointment of somebody. */
interface Named {
  readonly id: string;
  readonly person: PersonId;
}

/** Ends an appointment: now, or after a last day. Answers what passes to whom. Throws NotFound and Refused. */
export async function endAppointment(
  tx: Transaction,
  keeper: Keeper,
  { until, ...wanted }: Named & { readonly until: Day | null },
  at: Instant,
): Promise<Leaving> {
  const ending = await endable(tx, keeper, wanted, at);
  const today = dayOf(at);
  if (until !== null && until < today) throw new Refused(refuse('fieldInvalid', { field: 'until' }));
  const validTo = until === null ? at : startOfDay(addDays(until, 1));
  await tx.update(appointments).set({ validTo }).where(eq(appointments.id, wanted.id));
  const leaving = await whatPasses(tx, [ending], validTo);
  await passAt(tx, [ending], { by: keeper.person, at, from: validTo });
  return leaving;
}

export interface WantedPost {
  readonly post: Post | null;
  readonly priority: number;
}

/** Calls somebody as something else in the same office, such as the stand-in, or in another order. Throws NotFound and Refused. */
export async function changePost(
  tx: Transaction,
  keeper: Keeper,
  { post, priority, ...wanted }: Named & WantedPost,
  at: Instant,
): Promise<void> {
  const ending = await endable(tx, keeper, wanted, at);
  const { kind, side, role } = ending;
  const refused = officeRefused(keeper, { ...ending, role, post, kind, side });
  if (refused !== undefined) throw new Refused(refused);
  await tx.update(appointments).set({ post, priority }).where(eq(appointments.id, wanted.id));
}

interface Endable extends Ending {
  readonly role: Role;
  readonly kind: string;
  readonly side: string;
}

/** An appointment that has not ended and that this keeper may take. */
async function endable(tx: Transaction, keeper: Keeper, { id, person }: Named, at: Instant): Promise<Endable> {
  const [row] = await tx
    .select({
      person: appointments.personId,
      role: appointments.role,
      post: appointments.post,
      validTo: appointments.validTo,
      org: organisations.id,
      path: organisations.path,
      kind: organisations.kind,
      side: people.side,
    })
    .from(appointments)
    .innerJoin(organisations, eq(organisations.id, appointments.orgId))
    .innerJoin(people, eq(people.id, appointments.personId))
    .where(and(eq(appointments.id, id), eq(appointments.personId, person)));
  if (row === undefined || !row.path.startsWith(keeper.path)) throw new NotFound();
  const { validTo, ...rest } = row;
  // Written by this file and the seeds alone: a role of the list.
  const found = { ...rest, role: row.role as Role };
  const refused = officeRefused(keeper, { ...found, post: anyPost(found.post) });
  if (refused !== undefined && refused.refused !== 'fieldInvalid' && refused.refused !== 'wrongSide')
    throw new Refused(refused);
  if (validTo !== null && validTo <= at) throw new Refused(refuse('notOpen'));
  return found;
}

/** What stands in the table is not judged again: only who asks, and about whom. */
function anyPost(post: string | null): Post | null {
  return post as Post | null;
}

/** A member of staff whom this keeper keeps: row-level security knows which. Throws NotFound. */
export async function personKept(tx: Transaction, person: PersonId) {
  const [row] = await tx
    .select()
    .from(people)
    .where(and(eq(people.id, person), or(sql`app.keeps_person(${people.id})`, sql`${people.id} = app.person()`)));
  if (row === undefined) throw new NotFound();
  return row;
}
