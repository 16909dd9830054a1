import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { successorOf } from '#domain/appointing';
import type { Instant } from '#domain/instant';
import { refuse } from '#domain/problem';
import type { PersonId } from '#domain/role';
import { LEFT, type PassingReport } from '#db/change-tree';
import { Refused } from '#db/decide-all';
import { rosterAt } from '#db/queries/roster';
import { appointments, jobs, organisations, people } from '#db/schema/index';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';

/** What passes to one successor: how many streams they answer for from then on, and how many duties. */
export interface Passes {
  readonly to: PersonId;
  readonly owned: number;
  readonly owed: number;
}

/** A post at which nobody is left, and who is called in its place; null = nobody. */
export interface Vacancy {
  readonly post: string;
  readonly orgName: string;
  readonly called: PersonId | null;
}

/** What an ending means for others. */
export interface Leaving {
  readonly passes: readonly Passes[];
  readonly vacant: readonly Vacancy[];
}

interface Held extends Record<string, unknown> {
  readonly place: string;
  readonly hospital: string | null;
  readonly owned: number;
  readonly owed: number;
}

/** An appointment that ends, with what it is called as. */
export interface Ending {
  readonly person: PersonId;
  readonly role: string;
  readonly post: string | null;
  readonly org: string;
  readonly path: string;
}

/** Without one of these nobody is called at the end of a chain, or nobody can appoint anybody any more. */
const NEVER_EMPTY = new Set(['citySupervisor', 'systemAdministrator', 'securityAdministrator']);

/**
 * What passes to whom once these appointments of one person are over; ask it after they are, in the same transaction. Whoever is still called there by another
 * appointment keeps it. Throws Refused `nobodyToHold` and `lastInOffice`: then the transaction must not stand.
 */
export async function whatPasses(tx: Transaction, endings: readonly Ending[], at: Instant): Promise<Leaving> {
  const [first] = endings;
  if (first === undefined) return { passes: [], vacant: [] };
  for (const ending of endings) await keepOne(tx, ending, at);
  const held = await tx.execute<Held>(sql`select * from app.held_by(${first.person})`);
  const passes = new Map<PersonId, Passes>();
  for (const { place, hospital, owned, owed } of held) {
    const posts = await rosterAt(tx, place, hospital, at);
    if (Object.values(posts).flat().includes(first.person)) continue;
    const to = successorOf(posts, first.post, first.person);
    if (to === undefined) throw new Refused(refuse('nobodyToHold'));
    const known = passes.get(to) ?? { to, owned: 0, owed: 0 };
    passes.set(to, { to, owned: known.owned + owned, owed: known.owed + owed });
  }
  const sorted = [...passes.values()].sort((a, b) => b.owned + b.owed - a.owned - a.owed);
  return { passes: sorted, vacant: await vacancies(tx, endings, at) };
}

async function vacancies(tx: Transaction, endings: readonly Ending[], at: Instant): Promise<readonly Vacancy[]> {
  const vacant: Vacancy[] = [];
  for (const { post, org, path, person } of endings) {
    if (post === null) continue;
    const posts = await rosterAt(tx, path, org, at);
    // Of the own place alone: the county's head is no head of the school.
    const there = await tx.execute<{ name: string; held: boolean }>(sql`
      select o.name, exists (select from app.roster(o.path, o.id, ${instantToText(at)}) r join appointments a on a.person_id = r.person
        where r.post = ${post} and a.post = ${post} and a.org_id = o.id) as held from organisations o where o.id = ${org}`);
    if (there[0]?.held !== false) continue;
    vacant.push({ post, orgName: there[0].name, called: successorOf(posts, post, person) ?? null });
  }
  return vacant;
}

/** Two who end the last two at once would each see the other still there: they wait for one another. */
async function keepOne(tx: Transaction, { role, org, person }: Ending, at: Instant): Promise<void> {
  if (!NEVER_EMPTY.has(role)) return;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('last in office'))`);
  const [other] = await tx
    .select({ id: appointments.id })
    .from(appointments)
    .innerJoin(people, eq(people.id, appointments.personId))
    .innerJoin(organisations, eq(organisations.id, appointments.orgId))
    .where(
      and(
        eq(appointments.role, role),
        eq(appointments.orgId, org),
        ne(appointments.personId, person),
        isNull(people.disabledAt),
        lte(appointments.validFrom, at),
        or(isNull(appointments.validTo), gt(appointments.validTo, sql`${instantToText(at)}::timestamptz`)),
      ),
    )
    .limit(1);
  if (other !== undefined) return;
  const [root] = await tx.select({ id: organisations.id }).from(organisations).where(isNull(organisations.parentId));
  // Below the city the office above goes on.
  if (root?.id === org) throw new Refused(refuse('lastInOffice'));
}

/** Begins the job that passes on what is held, at `from`; nothing happens to those who are in office again by then. */
export async function passAt(
  tx: Transaction,
  endings: readonly Ending[],
  { by, at, from }: { readonly by: PersonId; readonly at: Instant; readonly from: Instant },
): Promise<void> {
  const [first] = endings;
  if (first === undefined) return;
  const report: PassingReport = {
    change: randomUUID(),
    gone: endings.map(({ person, post }) => ({ person, post })),
    renumbered: 0,
    after: null,
    failed: 0,
    under: '/',
    from,
  };
  const place = { org: first.org, homePath: first.path };
  await tx
    .insert(jobs)
    .values({ id: report.change, kind: LEFT, ...place, state: 'waiting', report, createdBy: by, createdAt: at });
}
