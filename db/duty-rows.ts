import type { duties, notices } from './schema/index.ts';
import type { Duty, DutyFact } from '#domain/duty';
import { DAY, type Instant } from '#domain/instant';
import { clockOf } from '#domain/policy';
import { mintId } from './decide-all.ts';
import { policyOf } from './queries/policy.ts';
import type { Transaction } from './transaction.ts';
import type { Held } from './working-set.ts';

type DutyRow = typeof duties.$inferInsert;
type NoticeRow = typeof notices.$inferInsert;

const RHYTHM: ReadonlySet<string> = new Set(['session', 'dynamicReview', 'followUpContact']);
/** A duty with a longer limit is found in the worklist; its holder is called when the chain says so, not twice. */
const CALLED_AT_ONCE = DAY + 2 * 3_600_000;

/** Who is told by this transaction. */
export async function noticesFor(tx: Transaction, held: readonly Held[], at: Instant): Promise<readonly NoticeRow[]> {
  return (await Promise.all(held.map((one) => noticesOf(tx, one, at)))).flat();
}

/** The rows of duties that changed between the two states of a stream, as a transaction at `at` leaves them. */
export function changedDuties(
  held: Pick<Held, 'id' | 'before' | 'state'>,
  at: Instant,
  actorId: string,
): readonly DutyRow[] {
  const before = new Map(held.before.duties.map((duty) => [duty.id, duty]));
  const live = held.state.duties.filter((duty) => before.get(duty.id) !== duty).map((duty) => rowOf(held, duty));
  const now = new Set(held.state.duties.map((duty) => duty.id));
  const done = held.before.duties
    .filter((duty) => !now.has(duty.id))
    .map((duty) => ({ ...rowOf(held, duty), doneAt: at, doneBy: actorId }));
  return [...live, ...done];
}

function rowOf(held: Pick<Held, 'id'>, duty: Duty): DutyRow {
  return {
    streamId: held.id,
    openedVersion: Number(duty.id),
    n: 0,
    kind: duty.kind,
    clock: duty.clock,
    holder: duty.holder,
    called: [...duty.called],
    subject: duty.subject,
    openedAt: duty.openedAt,
    limitAt: duty.limitAt,
    dueAt: duty.dueAt,
    step: duty.step,
    acknowledgedAt: duty.acknowledged?.at ?? null,
    acknowledgedBy: duty.acknowledged?.by ?? null,
    acknowledgedStep: duty.acknowledged?.step ?? null,
    pausedAt: duty.pausedAt,
    rhythm: RHYTHM.has(duty.kind),
    doneAt: null,
    doneBy: null,
  };
}

/**
 * Who is told by this transaction: the holder of a duty that cannot wait for its first ring, and everybody whom a ring calls or a silent colleague stands before. In-app first; the notice's
 * own workflow goes on to other channels when nobody reads it. The row exists with the duty, whatever else is down.
 */
async function noticesOf(tx: Transaction, held: Held, at: Instant): Promise<readonly NoticeRow[]> {
  const policy = await policyOf(tx, held.policyVersion);
  const before = new Map(held.before.duties.map((duty) => [duty.id, duty]));
  return held.state.duties.flatMap((duty) => {
    const old = before.get(duty.id);
    const handed = old !== undefined && old.holder !== duty.holder;
    if (old === undefined || handed) {
      const soon = handed || duty.limitAt - at <= CALLED_AT_ONCE || clockOf(policy, duty.clock).pageEvery !== null;
      return soon ? [noticeOf(held, duty, duty.holder, at)] : [];
    }
    return [
      ...calledBy(held, duty, 'dutyRang').map((person) => noticeOf(held, duty, person, at)),
      ...calledBy(held, duty, 'dutyCalled').map((person) => ({
        ...noticeOf(held, duty, person, at),
        template: 'colleagueUnanswered',
      })),
    ];
  });
}

/** Everyone the facts of this kind in this transaction called for a duty. */
function calledBy(held: Held, duty: Duty, type: DutyFact['type']): readonly string[] {
  const people = held.facts.flatMap((fact) => {
    if (fact.type !== type || Reflect.get(fact, 'duty') !== duty.id) return [];
    const called: unknown = Reflect.get(fact, 'called');
    return Array.isArray(called) ? called.filter((person): person is string => typeof person === 'string') : [];
  });
  return [...new Set(people)];
}

function noticeOf(held: Held, duty: Duty, person: string, at: Instant): NoticeRow {
  return {
    id: mintId(held.id, `${duty.id}/${duty.step}/${person}/inApp`, 0),
    streamId: held.id,
    openedVersion: Number(duty.id),
    n: 0,
    step: duty.step,
    audience: 'staff',
    person,
    channel: 'inApp',
    template: duty.step === 0 ? 'dutyOpened' : 'dutyRang',
    state: 'waiting',
    settled: false,
    attempts: 0,
    createdAt: at,
    nextTryAt: at,
  };
}
