import { and, eq, max } from 'drizzle-orm';
import { type Day, dayOf, type Instant } from '#domain/instant';
import { refuse } from '#domain/problem';
import type { OfficialDocument } from '#programme/document';
import type { RecordState } from '#programme/record-state';
import { issued } from '#programme/report/form';
import { NotFound } from '#db/commit';
import { Refused } from '#db/decide-all';
import { keepFile } from '#db/files/keep-file';
import type { Outcome } from '#db/outcome';
import type { Desk, Keeping } from '#db/records/keep';
import type { By } from '#db/records/write';
import { reports, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import { readyContent, sign, type Signer, takeStep } from './sign.ts';
import type { ReportRow } from './versions.ts';

/** A report as it goes out, with what the last signature gave it. */
export interface Issued {
  readonly document: OfficialDocument;
  readonly word: string;
  readonly year: number;
  readonly sequence: number;
  readonly day: Day;
}

/** The bytes that are kept. */
export interface Made {
  readonly word: Buffer;
  readonly workbook: Buffer;
}

/**
 * The document that a second signature by this person would freeze. Refuses what the signature would be refused for: another stage or version, somebody
 * who does not owe it, who drafted it or signed first, what is incomplete, figures that have moved.
 */
export async function issueReport(
  tx: Transaction,
  row: ReportRow,
  against: number,
  { person, name, at }: By & { readonly name: string },
): Promise<Issued> {
  if (row.state !== 'signed') throw new Refused(refuse('wrongStage', { state: row.state }));
  if (row.version !== against) throw new Refused(refuse('stale', { version: row.version }));
  await refuseOthers(tx, row, person);
  const { document } = await readyContent(tx, row, at);
  const day = dayOf(at);
  const year = Number(day.slice(0, 4));
  const { word } = document.number;
  const sequence = await nextSequence(tx, row.org, word, year);
  return { document: issued(document, { sequence, day, signer: name }), word, year, sequence, day };
}

/** The life's own rules would refuse them too, but only once the document is made. */
async function refuseOthers(tx: Transaction, row: ReportRow, person: string): Promise<void> {
  const [stream] = await tx.select({ state: streams.state }).from(streams).where(eq(streams.id, row.streamId));
  if (stream === undefined) throw new NotFound();
  const { owner, last, duties } = stream.state as RecordState;
  if (owner === person) throw new Refused(refuse('signerIsProposer'));
  if (last.reportFirstSign?.by === person) throw new Refused(refuse('alreadySigned'));
  const due = duties.find(({ kind }) => kind === 'reportSecondSign');
  if (due === undefined) throw new Refused(refuse('unknownDuty'));
  if (due.holder !== person && !due.called.includes(person)) throw new Refused(refuse('notDutyHolder'));
}

async function nextSequence(tx: Transaction, org: string, word: string, year: number): Promise<number> {
  const [row] = await tx
    .select({ last: max(reports.numberSequence) })
    .from(reports)
    .where(and(eq(reports.org, org), eq(reports.numberWord, word), eq(reports.numberYear, year)));
  return (row?.last ?? 0) + 1;
}

/**
 * The second signature: the life ends, the bytes are sealed and kept, the report is frozen and takes the place of the one that it corrects; all of it or
 * nothing. Refuses `stale` when anything has moved since the bytes were made.
 */
export function freezeReport(
  desk: Desk,
  ring: Keyring,
  { id, against }: { readonly id: string; readonly against: number },
  made: Made & { readonly issue: Issued },
  signer: Signer,
  keeping: Keeping,
): Promise<Outcome> {
  return takeStep(
    desk,
    {
      id,
      against,
      from: ['signed'],
      outcome: 'signed',
      next: () => undefined,
      write: (tx, row, by) => freeze(tx, ring, row, made, signer, by),
    },
    keeping,
  );
}

async function freeze(
  tx: Transaction,
  ring: Keyring,
  row: ReportRow,
  { word, workbook, issue }: Made & { readonly issue: Issued },
  signer: Signer,
  by: By,
): Promise<void> {
  await readyContent(tx, row, by.at);
  const number = `${issue.word}-${issue.year}-${issue.sequence}`;
  const kept = (type: 'docx' | 'xlsx', bytes: Buffer) =>
    keepFile(tx, ring, {
      org: { id: row.org, path: row.path },
      purpose: 'report',
      type,
      name: `${number}.${type}`,
      bytes,
      by: by.person,
      at: by.at,
    });
  const [docx, xlsx] = [await kept('docx', word), await kept('xlsx', workbook)];
  await tx
    .update(reports)
    .set({
      state: 'frozen',
      frozenAt: by.at,
      changedAt: by.at,
      numberWord: issue.word,
      numberYear: issue.year,
      numberSequence: issue.sequence,
      wordFile: docx.id,
      workbookFile: xlsx.id,
    })
    .where(eq(reports.id, row.id));
  await sign(tx, row, 'second', signer, by);
  if (row.corrects === null) return;
  await tx.update(reports).set({ supersededBy: row.id }).where(eq(reports.id, row.corrects));
}

/** The document of a frozen report, as its bytes show it. */
export function frozenDocument(
  document: OfficialDocument,
  row: Pick<ReportRow, 'numberSequence'> & { readonly frozenAt: Instant },
  signer: string,
): OfficialDocument {
  return issued(document, { sequence: row.numberSequence ?? 0, day: dayOf(row.frozenAt), signer });
}
