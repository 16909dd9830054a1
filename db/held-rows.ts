import type { Instant } from '#domain/instant';
import type { ReferralOwnFact } from '#domain/referral-facts';
import { sharedFields } from '#domain/referral-sharing';
import { isDutyFact, nextStepOf, type StreamId } from '#domain/stream';
import { GENESIS, link } from './chain.ts';
import { disclosedRows } from './disclosed.ts';
import type { Written } from './outcome.ts';
import type { Rows } from './rows.ts';
import type { events } from './schema/index.ts';
import { projectionOf } from './stream-row.ts';
import type { AnyFact } from './streams.ts';
import type { Transaction } from './transaction.ts';
import type { Held } from './working-set.ts';
import { changedDuties, noticesFor } from './duty-rows.ts';

/** A sealed text; its id and commitment stand in the facts. */
export interface SealedText {
  readonly id: string;
  readonly ciphertext: Buffer;
  readonly keyVersion: number;
}

export interface Writing {
  readonly at: Instant;
  readonly actorId: string;
  readonly texts: readonly SealedText[];
  readonly hospitalId: (code: string) => Promise<string | null>;
}

type EventRow = typeof events.$inferInsert;

/** The rows of every stream that gained facts, and what its act is told of each. */
export async function rowsOfHeld(
  tx: Transaction,
  held: readonly Held[],
  writing: Writing,
): Promise<{ readonly rows: Rows; readonly written: readonly Written[] }> {
  const changed = held.filter((one) => one.facts.length > 0);
  const chained = changed.map((one) => ({ one, facts: chain(one, writing) }));
  const written = chained.map(({ one, facts }) => ({
    id: one.id,
    kind: one.kind,
    version: one.state.version,
    head: headOf(one, facts),
  }));
  const heads = new Map(written.map(({ id, head }) => [id, head]));
  const born = changed.filter((one) => one.row === null);
  const known = changed.filter((one) => one.row !== null);
  const rows = {
    born: await Promise.all(
      born.map(async (one) => ({ ...UNHEARD, ...(await identityOf(one, writing)), ...columnsOf(one, heads, writing) })),
    ),
    moved: known.map((one) => ({ id: one.id, ...columnsOf(one, heads, writing) })),
    facts: chained.flatMap(({ facts }) => facts),
    texts: textRows(changed, writing),
    left: await disclosedRows(changed, writing),
    owed: changed.flatMap((one) => changedDuties(one, writing.at, writing.actorId)),
    told: await noticesFor(tx, changed, writing.at),
  };
  return { rows, written };
}

/** What a new stream's workflow knows. */
const UNHEARD = { woken: 0, rewokenAt: null };

function headOf(held: Held, rows: readonly EventRow[]): Buffer {
  return rows.at(-1)?.hash ?? held.row?.headHash ?? GENESIS;
}

function chain(held: Held, writing: Writing): readonly EventRow[] {
  let prev: Buffer = held.row?.headHash ?? GENESIS;
  return held.facts.map((fact, index) => {
    const version = held.before.version + index + 1;
    const linked = link(prev, {
      stream: held.id,
      kind: held.kind,
      version,
      type: fact.type,
      at: writing.at,
      actor: writing.actorId,
      policy: held.policyVersion,
      fact,
    });
    const row = {
      streamId: held.id,
      version,
      act: held.keys[index] ?? null,
      actor: writing.actorId,
      type: fact.type,
      at: writing.at,
      bytes: linked.bytes,
      prev,
      hash: linked.hash,
    };
    prev = linked.hash;
    return row;
  });
}

/** What changes with every act. */
function columnsOf(held: Held, heads: ReadonlyMap<StreamId, Buffer>, writing: Writing) {
  const { state } = held;
  const { hospital: _hospital, ...projection } = projectionOf(held.kind, state);
  return {
    ...projection,
    version: state.version,
    headHash: heads.get(held.id) ?? GENESIS,
    state,
    personVersion: state.personVersion,
    lastAt: writing.at,
    nextDueAt: nextStepOf(state),
    closedAt: state.open ? null : (held.row?.closedAt ?? writing.at),
  };
}

/** What a stream is born with. */
async function identityOf(held: Held, writing: Writing) {
  const { hospital } = projectionOf(held.kind, held.state);
  return {
    id: held.id,
    kind: held.kind,
    studentId: held.home.studentId,
    caseId: held.caseId,
    homeOrg: held.home.org,
    homePath: held.home.path,
    otherOrg: hospital === null ? null : await writing.hospitalId(hospital),
    policyVersion: held.policyVersion,
  };
}

/**
 * A text belongs to the stream whose facts name it last: what a hospital may read is what its own referral names, and of that only what is shared with it.
 * The others stand under a column of their own, which the vault's policy knows.
 */
function textRows(held: readonly Held[], { texts, at }: Writing): NonNullable<Rows['texts']> {
  return texts.flatMap(({ id, ciphertext, keyVersion }) => {
    const owner = held.findLast((one) => one.facts.some((fact) => names(fact, id)));
    const studentId = owner?.home.studentId ?? null;
    if (owner === undefined || studentId === null) return [];
    const shared = owner.kind !== 'referral' || owner.facts.some((fact) => sharesText(fact, id));
    const place = { ownerTable: 'streams', ownerColumn: shared ? 'text' : 'internal', ownerId: owner.id };
    return [{ id, studentId, ...place, ciphertext, keyVersion, createdAt: at }];
  });
}

function names(fact: object, text: StreamId): boolean {
  return JSON.stringify(fact).includes(text);
}

function sharesText(fact: AnyFact, text: StreamId): boolean {
  // Facts of a referral, decided by its rules; those about duties name no text.
  const shared = isDutyFact(fact) ? null : sharedFields(fact as ReferralOwnFact);
  return shared !== null && names(shared, text);
}
