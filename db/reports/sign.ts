import { eq } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import { refuse } from '#domain/problem';
import type { Tier } from '#domain/programme-access';
import { type PersonId, peopleAt, type Post } from '#domain/role';
import { documentFaults, signingFaults } from '#programme/document-check';
import type { RecordState } from '#programme/record-state';
import { movedFigures } from '#programme/report/refresh';
import type { Act } from '#db/act';
import { commit, NotFound } from '#db/commit';
import { Refused } from '#db/decide-all';
import type { Outcome } from '#db/outcome';
import { rosterAt } from '#db/queries/roster';
import type { Desk, Keeping } from '#db/records/keep';
import { type Place, placeById } from '#db/records/place';
import type { By } from '#db/records/write';
import { type ReportState, reports, reportSignatures, type SignatureStep, streams } from '#db/schema/index';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { drawReport, type ReportContent } from './compose.ts';
import { contentOf, lockReport, nextVersion, type ReportRow } from './versions.ts';

/** A person who signs, as the signature keeps them. */
export interface Signer {
  readonly role: string;
  readonly name: string;
}

/** Who signs, by whose report it is: two of the school where it has two heads, else the office above; where a post is vacant the next one up. */
const SIGNERS: Readonly<Record<Tier, Readonly<Record<SignatureStep, Post>>>> = {
  school: { first: 'head', second: 'head' },
  county: { first: 'signer', second: 'county' },
  city: { first: 'signer', second: 'city' },
};

const DUTY_OF: Readonly<Partial<Record<ReportState, DutyKind>>> = {
  draft: 'reportDraft',
  submitted: 'reportFirstSign',
  signed: 'reportSecondSign',
};

/** One step of a report's life by a person. */
interface Step {
  readonly id: string;
  /** The version that its author has seen. */
  readonly against: number;
  readonly from: readonly ReportState[];
  readonly outcome: 'submitted' | 'signed' | 'returned';
  /** Who owes what follows; null: the clock's own post. */
  readonly next: (posts: Awaited<ReturnType<typeof rosterAt>>, life: RecordState, tier: Tier) => PersonId | undefined;
  readonly write: (tx: Transaction, row: ReportRow, by: By) => Promise<void>;
}

/** Does the duty that the report owes now, with its rows, in one transaction. Refuses `stale`, `wrongStage` and what the life and `write` refuse. */
export async function takeStep(desk: Desk, step: Step, keeping: Keeping): Promise<Outcome> {
  const { person } = keeping.actor;
  const stream = await desk.db.transaction(desk.context, async (tx) => (await lockReport(tx, step.id))?.streamId);
  if (stream === undefined) throw new NotFound();
  const complete: NonNullable<Act['complete']> = async (tx, command, at) => {
    const row = await seen(tx, step);
    const place = await placeOf(tx, row);
    const life = await lifeOf(tx, row.streamId);
    const duty = life.duties.find(({ kind }) => kind === DUTY_OF[row.state]);
    const holder = step.next(await rosterAt(tx, place.path, null, at), life, place.tier);
    return {
      ...command,
      answers: duty?.id ?? '0',
      ...(holder === undefined ? {} : { holder }),
    } as AnyCommand;
  };
  return commit(desk.db, desk.clock, desk.context, {
    target: { stream },
    ...keeping,
    command: { act: 'fulfil', outcome: step.outcome } as AnyCommand,
    complete,
    beside: async (tx, { at }) => step.write(tx, await seen(tx, step), { person, at }),
  });
}

/** Hands a draft in: complete, its figures those of now. */
export function submitReport(desk: Desk, id: string, against: number, keeping: Keeping): Promise<Outcome> {
  return takeStep(
    desk,
    {
      id,
      against,
      from: ['draft'],
      outcome: 'submitted',
      next: (posts, { owner }, tier) => peopleAt(posts, SIGNERS[tier].first, [owner])[0],
      write: async (tx, row, by) => {
        await readyContent(tx, row, by.at);
        await moveReport(tx, row, 'submitted', by.at);
      },
    },
    keeping,
  );
}

/** The first of two signatures, by somebody who did not draft it. */
export function signFirst(desk: Desk, id: string, against: number, signer: Signer, keeping: Keeping): Promise<Outcome> {
  return takeStep(
    desk,
    {
      id,
      against,
      from: ['submitted'],
      outcome: 'signed',
      next: (posts, { owner }, tier) => peopleAt(posts, SIGNERS[tier].second, [owner, keeping.actor.person])[0],
      write: async (tx, row, by) => {
        await readyContent(tx, row, by.at);
        await moveReport(tx, row, 'signed', by.at);
        await sign(tx, row, 'first', signer, by);
      },
    },
    keeping,
  );
}

/** Gives a report back to whoever drafted it, with the reason; what was signed has to be signed anew. */
export function returnReport(desk: Desk, id: string, against: number, why: string, keeping: Keeping): Promise<Outcome> {
  return takeStep(
    desk,
    {
      id,
      against,
      from: ['submitted', 'signed'],
      outcome: 'returned',
      next: (_posts, { owner }) => owner,
      write: async (tx, row, by) => {
        const { content } = await contentOf(tx, row.id, row.version);
        await moveReport(tx, row, 'draft', by.at);
        await nextVersion(tx, row, { act: 'returned', why, content }, by);
      },
    },
    keeping,
  );
}

/** What a report that can be signed holds. Refuses `reportIncomplete` with what is missing, `figuresMoved` with the codes of the figures. */
export async function readyContent(tx: Transaction, row: ReportRow, at: Instant): Promise<ReportContent> {
  const { content } = await contentOf(tx, row.id, row.version);
  const faults = [...documentFaults(content.document), ...signingFaults(content.document)];
  if (faults.length > 0)
    throw new Refused(refuse('reportIncomplete', { faults: faults.map(({ pointer, code }) => `${pointer} ${code}`) }));
  const moved = await movedSince(tx, row, content, at);
  if (moved.length > 0) throw new Refused(refuse('figuresMoved', { figures: moved.map(({ code }) => code) }));
  return content;
}

/** Figures that are no longer what a version shows. */
export async function movedSince(tx: Transaction, row: ReportRow, content: ReportContent, at: Instant) {
  const { from, to, language } = row;
  const { form, plan, document } = content;
  const place = await placeOf(tx, row);
  const now = await drawReport(tx, { place, period: { from, to }, language, form, plan }, at);
  return movedFigures(document.figures, now.document.figures);
}

export async function sign(
  tx: Transaction,
  row: ReportRow,
  step: SignatureStep,
  { role, name }: Signer,
  { person, at }: By,
): Promise<void> {
  const { hash } = await contentOf(tx, row.id, row.version);
  await tx
    .insert(reportSignatures)
    .values({ reportId: row.id, version: row.version, step, person, role, name, hash, at });
}

export async function placeOf(tx: Transaction, row: Pick<ReportRow, 'org'>): Promise<Place> {
  const place = await placeById(tx, row.org);
  if (place === null) throw new NotFound();
  return place;
}

/** The row as its author has seen it, at a stage where this can be done. */
async function seen(tx: Transaction, { id, against, from }: Step): Promise<ReportRow> {
  const row = await lockReport(tx, id);
  if (row === null) throw new NotFound();
  if (!from.includes(row.state)) throw new Refused(refuse('wrongStage', { state: row.state }));
  if (row.version !== against) throw new Refused(refuse('stale', { version: row.version }));
  return row;
}

async function lifeOf(tx: Transaction, stream: string): Promise<RecordState> {
  const [row] = await tx.select({ state: streams.state }).from(streams).where(eq(streams.id, stream));
  if (row === undefined) throw new NotFound();
  // Written by commit() with the rules of records.
  return row.state as RecordState;
}

async function moveReport(tx: Transaction, row: ReportRow, state: ReportState, at: Instant): Promise<void> {
  await tx.update(reports).set({ state, changedAt: at }).where(eq(reports.id, row.id));
}
