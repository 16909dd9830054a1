import { and, eq, ne } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Actor } from '#domain/role';
import { canonical } from './canonical.ts';
import type { Clock } from '#domain/clock';
import { actorIdOf, commit, NotFound } from './commit.ts';
import { keyIn } from './data-key.ts';
import { mintId } from './decide-all.ts';
import { DatabaseError } from './errors.ts';
import { type JudgedSheet, judgeSheet, type SheetFault, type SheetInput } from './judged-sheet.ts';
import { type Outcome, priorOutcome, recordAct, type Stored } from './outcome.ts';
import { policyInForce, policyOf } from './queries/policy.ts';
import { placeInTime } from './same-sheet.ts';
import { answers, campaignInvitations, students, warnings } from './schema/index.ts';
import type { Context, Database, Transaction } from './transaction.ts';
import type { DataKey, Keyring } from './vault/keyring.ts';
import { seal } from './vault/seal.ts';
import { openRows, schoolPath, studentPlace } from './working-set.ts';

/** One sheet of one student, from a phone, a paper or a person. */
export interface Sheet extends SheetInput {
  readonly student: string;
  readonly campaign: string | null;
  readonly actKey: string;
  /** HMAC of the canonical request. */
  readonly digest: Buffer;
  readonly actor: Actor;
}

export type Taken =
  | { readonly sheet: string; readonly judged: JudgedSheet; readonly outcome: Outcome | Stored }
  | SheetFault;

/**
 * Stores a sheet and, from L1 on, its warning, in one transaction: the duty of a person exists when the answer is stored, whatever else is down.
 * A sheet below L1 is only stored. The same key is answered as the first time. Throws NotFound and what commit() throws.
 */
export async function takeSheet(
  db: Database,
  clock: Clock,
  context: Context,
  keyring: Keyring,
  sheet: Sheet,
): Promise<Taken> {
  for (let again = true; ; again = false)
    try {
      return await takeOnce(db, clock, context, keyring, sheet);
    } catch (error) {
      // Handed in twice at the same moment: whoever comes second finds the first one standing.
      if (!again || !(error instanceof DatabaseError) || error.constraint !== 'answers_once') throw error;
    }
}

async function takeOnce(db: Database, clock: Clock, context: Context, keyring: Keyring, asked: Sheet): Promise<Taken> {
  const now = await clock.now();
  const found = await db.transaction(context, async (tx): Promise<Taken | Placed> => {
    const { student, policy, key } = await readStudent(tx, asked.student, keyring, now);
    const judged = judgeSheet(asked, student.bornOn, policy.thresholds);
    if ('fault' in judged) return judged;
    const place = await placeInTime(tx, { ...asked, answers: judged.answers }, key);
    if (!('known' in place)) return { student, key, judged, observedAt: place.observedAt };
    const prior = await priorOutcome<Outcome | Stored>(tx, actorIdOf(asked.actor, context), asked.actKey, asked.digest);
    const { known } = place;
    return {
      sheet: known,
      judged,
      outcome: prior ?? { status: 'stored', stream: null, sheet: known, at: now },
    } as const;
  });
  if (!('key' in found)) return found;
  const { student, key, judged, observedAt } = found;
  const sheet = { ...asked, observedAt };
  const id = mintId(sheet.student, sheet.actKey, 1);
  const beside: Beside = {
    id,
    warning: mintId(sheet.student, sheet.actKey, 2),
    judged: { ...judged, observedAt },
    key,
    homePath: schoolPath(student.path),
  };
  const outcome =
    judged.floor.floor === 'L0'
      ? await store(db, context, sheet, beside, now)
      : await warn(db, clock, context, sheet, beside);
  return { sheet: id, judged, outcome };
}

/** A sheet that may be written, at the moment that is free for it. */
interface Placed {
  readonly student: { readonly path: string };
  readonly key: DataKey;
  readonly judged: JudgedSheet;
  readonly observedAt: Instant;
}

interface Beside {
  readonly id: string;
  readonly warning: string;
  readonly judged: JudgedSheet;
  readonly key: DataKey;
  readonly homePath: string;
}

async function readStudent(tx: Transaction, id: string, keyring: Keyring, now: Instant) {
  await openRows(tx, id, []);
  const [student] = await tx
    .select({ bornOn: students.bornOn, path: students.path })
    .from(students)
    .where(eq(students.id, id));
  if (student === undefined) throw new NotFound();
  const key = await keyIn(tx, keyring, id);
  return { student, key, policy: await policyOf(tx, await policyInForce(tx, now)) };
}

/** Nothing in it calls for a person now; that says nothing about safety, and a concern overrides it at any time (N19). */
async function store(
  db: Database,
  context: Context,
  sheet: Sheet,
  beside: Beside,
  now: Instant,
): Promise<Outcome | Stored> {
  const actorId = actorIdOf(sheet.actor, context);
  const command = { act: 'storeSheet' };
  const act = {
    target: { student: sheet.student },
    actor: sheet.actor,
    actKey: sheet.actKey,
    digest: sheet.digest,
    command,
  };
  return db.transaction(context, async (tx) => {
    await openRows(tx, sheet.student, []);
    // One sheet of a pupil at a time, as commit() does: the second copy of a request waits here and finds what the first was answered.
    await studentPlace(tx, sheet.student, true);
    const prior = await priorOutcome<Outcome | Stored>(tx, actorId, sheet.actKey, sheet.digest);
    if (prior !== undefined) return prior;
    await writeSheet(tx, sheet, beside, now);
    return recordAct(tx, act, actorId, now, {
      status: 'stored',
      stream: null,
      sheet: beside.id,
      at: now,
    } satisfies Stored);
  });
}

function warn(db: Database, clock: Clock, context: Context, sheet: Sheet, beside: Beside): Promise<Outcome> {
  const { floor } = beside.judged;
  return commit(db, clock, context, {
    target: { student: sheet.student },
    actor: { person: null, role: 'system', side: null },
    actKey: sheet.actKey,
    digest: sheet.digest,
    command: warningOf(beside),
    beside: async (tx, where) => {
      await writeSheet(tx, sheet, beside, where.at);
      await tx.insert(warnings).values({
        id: beside.warning,
        studentId: sheet.student,
        caseId: where.stream,
        source: 'answers',
        sourceId: beside.id,
        floor: floor.floor,
        critical: floor.critical,
        reasons: floor.reasons,
        observedAt: sheet.observedAt,
        at: where.at,
      });
    },
  });
}

/** What the case hears of a sheet: codes, never an answer. */
function warningOf({ warning, judged }: Beside) {
  const { floor, observedAt } = judged;
  const reasons = floor.reasons.map(({ code, item }) => (item === undefined ? code : `${code}:${item}`));
  return {
    act: 'addWarning',
    warning,
    source: 'answers',
    floor: floor.floor,
    critical: floor.critical,
    signs: [],
    reasons,
    observedAt,
  } as const;
}

/** The row of a sheet; its raw answers sealed under the student's key. */
async function writeSheet(
  tx: Transaction,
  sheet: Sheet,
  { id, judged, key, homePath }: Beside,
  at: Instant,
): Promise<void> {
  const { result, floor, scale } = judged;
  const place = { table: 'answers', column: 'raw', row: id, keyVersion: key.keyVersion };
  await tx.insert(answers).values({
    id,
    studentId: sheet.student,
    homePath,
    campaignId: sheet.campaign,
    instrument: scale.id,
    version: scale.version,
    status: result.status,
    total: result.total ?? null,
    min: result.min,
    max: result.max,
    band: result.band ?? null,
    floor: floor.floor,
    criticals: result.criticals.map(({ item, state }) => ({ item, state })),
    raw: seal(key.key, place, Buffer.from(canonical(judged.answers), 'utf8')),
    keyVersion: key.keyVersion,
    observedAt: sheet.observedAt,
    at,
  });
  if (sheet.campaign === null) return;
  await tx
    .update(campaignInvitations)
    .set({ state: 'answered', answeredAt: at })
    .where(
      and(
        eq(campaignInvitations.campaignId, sheet.campaign),
        eq(campaignInvitations.studentId, sheet.student),
        ne(campaignInvitations.state, 'answered'),
      ),
    );
}
