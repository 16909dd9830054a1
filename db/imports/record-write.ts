import { sql } from 'drizzle-orm';
import { dayOf, type Instant } from '#domain/instant';
import type { Actor } from '#domain/role';
import type { Kind } from '#programme/kind';
import { judgedAnew, owesAnew } from '#programme/record-rewriting';
import { GENESIS } from '#db/chain';
import { commitLives, type LifeWish } from '#db/commit-lives';
import { mintId } from '#db/decide-all';
import { insertMany } from '#db/insert-many';
import { pages } from '#db/pages';
import { dischargesOf } from '#db/records/discharge';
import { newRow, revisedRow, versionRow } from '#db/records/write';
import { records, recordVersions } from '#db/schema/index';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { updateMany } from '#db/update-many';
import { uuids } from '#db/uuids';
import type { PlannedRecord } from './record-plan.ts';

/** Rows between two reports of progress, and the lives that are held in memory at once. */
const A_PAGE = 2_000;
/** The reason of a version that a file has brought. */
const WHY = 'import';

/** The key under which a file's facts stand. */
export function actOf(job: string): string {
  return `import/${job}`;
}

export interface RecordWriting {
  readonly kind: Kind;
  readonly actor: Actor & { readonly person: string };
  /** The job of the file: the act under which every fact stands. */
  readonly job: string;
  readonly at: Instant;
  /** Told how many rows are written, after each page. */
  readonly progress: (rows: number) => void;
}

/** Writes what a plan says: records with their first version, versions of those that stood, lives of what owes something. */
export async function writeRecords(
  tx: Transaction,
  writes: readonly PlannedRecord[],
  writing: RecordWriting,
): Promise<void> {
  let written = 0;
  for (const page of pages(writes, A_PAGE)) {
    await writePage(
      tx,
      page.map((planned) => ({ ...planned, ...lifeOf(planned, writing) })),
      writing,
    );
    written += page.length;
    writing.progress(written);
  }
}

interface Living extends PlannedRecord {
  readonly id: string;
  /** The stream that the record's row names from now on. */
  readonly stream: string | null;
  readonly wish: LifeWish | null;
}

/** What becomes of the record's life: it goes on by its new dates, begins where something is owed, or there is none. */
function lifeOf(
  { known, place, prepared }: PlannedRecord,
  { kind, job, at }: RecordWriting,
): Omit<Living, keyof PlannedRecord> {
  const id = known?.id ?? mintId(place.id, `${job}/${prepared.natural.toString('hex')}`, 0);
  const { dues, values } = prepared;
  const { life } = kind;
  if (known?.lives === true && known.stream !== null) {
    const anew = life !== null && judgedAnew(life, known.content, values);
    const command = { act: 'reschedule', dues, ...(anew ? { anew } : {}) } as AnyCommand;
    return { id, stream: known.stream, wish: { stream: known.stream, begins: false, command } };
  }
  const ended = known?.stream != null && life !== null && !owesAnew(life, known.content, values, dayOf(at));
  if (dues.length === 0 || ended) return { id, stream: known?.stream ?? null, wish: null };
  const stream = mintId(id, job, 1);
  const command = { act: 'begin', life: kind.life, record: id, dues } as AnyCommand;
  return { id, stream, wish: { stream, begins: true, org: place.id, path: place.path, command } };
}

async function writePage(tx: Transaction, page: readonly Living[], writing: RecordWriting): Promise<void> {
  const { kind, actor, job, at } = writing;
  const fresh = page.filter(({ known }) => known === null);
  const discharged = await dischargesOf(
    tx,
    kind,
    fresh.map(({ prepared }) => prepared),
    dayOf(at),
  );
  const wishes: readonly LifeWish[] = [
    ...page.flatMap(({ wish }) => wish ?? []),
    ...discharged.map((one) => ({ ...one, begins: false as const })),
  ];
  // Streams first: the rows of records point at them.
  await commitLives(tx, { actor, actorId: actor.person, actKey: actOf(job), at, wishes });
  const by = { person: actor.person, at };
  const heads = await headsOf(tx, page);
  await insertMany(
    tx,
    records,
    fresh.map(({ id, place, prepared, stream }) => newRow(id, kind, place, prepared, stream, by)),
  );
  await updateMany(
    tx,
    records,
    'id',
    page.flatMap(({ id, known, prepared, stream }) =>
      known === null ? [] : [{ id, ...revisedRow(known, prepared, stream, at) }],
    ),
  );
  await insertMany(
    tx,
    recordVersions,
    page.map(({ id, known, prepared }) =>
      versionRow(
        {
          id,
          version: (known?.version ?? 0) + 1,
          state: 'recorded',
          content: prepared.values,
          why: known === null ? null : WHY,
        },
        heads.get(id) ?? GENESIS,
        by,
      ),
    ),
  );
}

/** The hash of the last version of each record that stood. */
async function headsOf(tx: Transaction, page: readonly Living[]): Promise<ReadonlyMap<string, Buffer>> {
  const known = page.flatMap((each) => (each.known === null ? [] : [each.known.id]));
  if (known.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([recordVersions.recordId], { id: recordVersions.recordId, hash: recordVersions.hash })
    .from(recordVersions)
    .where(sql`${recordVersions.recordId} = any(${uuids(known)})`)
    .orderBy(recordVersions.recordId, sql`${recordVersions.version} desc`);
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}
