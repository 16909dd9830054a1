import { randomUUID } from 'node:crypto';
import { and, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { AnswerLine, IntakeFault, LineFault, ReadLines, RefusedLine, RosterLine } from '#domain/intake-lines';
import type { Thresholds } from '#domain/thresholds';
import { inBreaths } from '#db/breath';
import { type JudgedSheet, judgeSheet, type SheetFault } from '#db/judged-sheet';
import { mintId } from '#db/decide-all';
import { answers, warnings } from '#db/schema/index';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';
import { uuids } from '#db/uuids';
import { type Keyring, requestDigest } from '#db/vault/keyring';
import { type CriticalRow, criticalRowOf } from './critical-rows.ts';
import { type Pupil, pupilsByNumber } from './pupils.ts';
import type { ImportReport, RefusedRow } from './report.ts';
import type { ImportSchool } from './school.ts';

/** A sheet that is not in the record yet. */
export interface PlannedSheet {
  readonly id: string;
  readonly row: number;
  readonly pupil: Pupil;
  readonly judged: JudgedSheet;
}

/** A critical answer in a refused row of a pupil who is known. */
export interface PlannedConcern extends CriticalRow {
  /** Made of the row's own words: the same row in another import is the same concern. */
  readonly actKey: string;
  readonly warning: string;
  readonly pupil: Pupil;
  /** Null when the row does not say it: then the moment of the commit. */
  readonly observedAt: Instant | null;
}

export interface SheetPlan {
  readonly fresh: readonly PlannedSheet[];
  readonly known: number;
  readonly refused: readonly RefusedRow[];
  readonly ignored: ImportReport['ignored'];
  readonly concerns: readonly PlannedConcern[];
}

/** The policy says nothing of an instrument: nothing of the file can be judged until it does (N21). */
export class ThresholdMissing extends Error {
  readonly pointers: readonly string[];
  constructor(pointers: readonly string[]) {
    super('the policy in force sets no floors for an instrument of the file');
    this.pointers = pointers;
  }
}

/** Judges every sheet of a file against its pupil and the record. Nothing is written. `coming`: as in checkFile(). Throws ThresholdMissing. */
export async function planSheets(
  tx: Transaction,
  ring: Keyring,
  school: ImportSchool,
  read: ReadLines<AnswerLine>,
  thresholds: Thresholds,
  coming: readonly RosterLine[] = [],
): Promise<SheetPlan> {
  const said = [...read.lines, ...read.refused.flatMap(({ sheet }) => sheet ?? [])];
  const numbers = [...new Set(said.flatMap(({ number }) => number ?? []))];
  const there = await pupilsByNumber(tx, ring, school.id, numbers);
  const pupils = new Map([...coming.map((line) => [line.number, pupilToCome(line, school)] as const), ...there]);
  const earlier = await earlierSheets(tx, pupils, read.lines);
  const fresh: PlannedSheet[] = [];
  const refused: RefusedLine[] = [...read.refused];
  const ignored = [...read.ignored];
  const inFile = new Map<string, string>();
  let known = 0;
  await inBreaths(read.lines, (line) => {
    const judged = judge(line, pupils.get(line.number), thresholds);
    if ('faults' in judged) {
      refused.push({ row: line.row, faults: judged.faults, sheet: line });
      return;
    }
    const { id, moment } = identityOf(ring, judged.pupil.id, line);
    const before = inFile.get(moment);
    const recorded = earlier.get(moment);
    if (before === id) ignored.push({ row: line.row, column: '学号', code: 'sameSheetTwice' });
    else if (before !== undefined || (recorded !== undefined && recorded !== id))
      refused.push({ row: line.row, faults: [{ row: line.row, column: '作答时间', code: 'sheetTwice' }], sheet: line });
    else if (recorded === id) known += 1;
    else fresh.push({ id, row: line.row, pupil: judged.pupil, judged: judged.sheet });
    if (before === undefined) inFile.set(moment, id);
  });
  const rows = told(refused, pupils, ring, thresholds);
  return { fresh, known, ignored, refused: rows.refused, concerns: await unheard(tx, rows.concerns) };
}

/** A pupil whom a roster would add: enough of one to judge a sheet by, never to write it. */
function pupilToCome({ number, grade, sex, born }: RosterLine, { path }: ImportSchool): Pupil {
  const key = { key: Buffer.alloc(0), keyVersion: 0 };
  return { id: randomUUID(), number, classId: null, path, grade, state: 'enrolled', sex, bornOn: born, key };
}

type Judged = { readonly pupil: Pupil; readonly sheet: JudgedSheet } | { readonly faults: readonly LineFault[] };

function judge(line: AnswerLine, pupil: Pupil | undefined, thresholds: Thresholds): Judged {
  const judged = judgeSheet(line, pupil?.bornOn ?? null, thresholds);
  const faults: { column: string; code: IntakeFault }[] = [];
  if (pupil === undefined) faults.push({ column: '学号', code: 'unknownStudent' });
  else if (pupil.key === undefined) faults.push({ column: '学号', code: 'keyDestroyed' });
  if ('fault' in judged) faults.push(...faultsOf(judged));
  else if (judged.result.reasons.includes('ageOutOfRange')) faults.push({ column: '量表', code: 'ageOutOfRange' });
  if (pupil !== undefined && faults.length === 0 && !('fault' in judged)) return { pupil, sheet: judged };
  return { faults: faults.map((fault) => ({ row: line.row, ...fault })) };
}

function faultsOf(judged: SheetFault): { column: string; code: IntakeFault }[] {
  switch (judged.fault) {
    case 'unknownInstrument':
      return [{ column: '量表', code: 'unknownInstrument' }];
    case 'unknownVersion':
      return [{ column: '版本', code: 'unknownVersion' }];
    case 'answersInvalid':
      return judged.faults.map(({ pointer, code }) => ({
        column: pointer.slice(1),
        code: code === 'notAnObject' ? 'notAnAnswer' : code,
      }));
    case 'normMissing':
    case 'unknownNorm':
      throw new ThresholdMissing(['/norm']);
    case 'thresholdMissing':
      throw new ThresholdMissing(judged.pointers);
    default:
      return judged satisfies never;
  }
}

/** The same answers of the same pupil at the same moment have the same id. Keyed: nine answers could be guessed from a plain hash. */
function identityOf(ring: Keyring, pupil: string, line: AnswerLine): { readonly id: string; readonly moment: string } {
  const { instrument, version, observedAt, answers: said } = line;
  const hex = requestDigest(ring, [pupil, instrument, version, observedAt, said]).toString('hex');
  return { id: uuidOf(hex), moment: momentOf(pupil, instrument, observedAt) };
}

function momentOf(pupil: string, instrument: string, observedAt: Instant): string {
  return `${pupil}/${instrument}/${observedAt}`;
}

/** RFC 9562, version 8: a value of our own making. */
function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Sheets that the record has of these pupils in the time of the file: id by pupil, instrument and moment. */
async function earlierSheets(
  tx: Transaction,
  pupils: ReadonlyMap<string, Pupil>,
  lines: readonly AnswerLine[],
): Promise<ReadonlyMap<string, string>> {
  if (pupils.size === 0 || lines.length === 0) return new Map();
  const [first, last] = lines.reduce(
    ([from, to], { observedAt }) => [Math.min(from, observedAt), Math.max(to, observedAt)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const ids = [...pupils.values()].map(({ id }) => id);
  const rows = await tx
    .select({
      id: answers.id,
      pupil: answers.studentId,
      instrument: answers.instrument,
      observedAt: answers.observedAt,
    })
    .from(answers)
    .where(
      and(
        sql`${answers.studentId} = any(${uuids(ids)})`,
        isNull(answers.corrects),
        sql`${answers.observedAt} between ${instantToText(first)} and ${instantToText(last)}`,
      ),
    );
  return new Map(rows.map(({ id, pupil, instrument, observedAt }) => [momentOf(pupil, instrument, observedAt), id]));
}

/** Refused rows as the report has them, and those of them that a person must hear of. */
function told(
  lines: readonly RefusedLine[],
  pupils: ReadonlyMap<string, Pupil>,
  ring: Keyring,
  thresholds: Thresholds,
): Pick<SheetPlan, 'refused' | 'concerns'> {
  const concerns: PlannedConcern[] = [];
  const refused = lines.map(({ row, faults, sheet }): RefusedRow => {
    const critical = criticalRowOf(sheet, thresholds);
    const pupil = pupils.get(sheet?.number ?? '');
    if (critical !== null && sheet !== null && pupil !== undefined) {
      const { row: _row, ...words } = sheet;
      const future = faults.some(({ code }) => code === 'answeredInFuture');
      const key = requestDigest(ring, [
        pupil.id,
        { ...words, observedAt: sheet.observedAt ?? null, answers: textsOf(sheet) },
      ]);
      const actKey = `refused-row/${key.toString('hex')}`;
      concerns.push({
        ...critical,
        pupil,
        actKey,
        warning: mintId(pupil.id, actKey, 2),
        observedAt: future ? null : (sheet.observedAt ?? null),
      });
    }
    return {
      row,
      faults: faults.map(({ column, code }) => ({ column, code })),
      critical: critical === null ? null : { level: critical.level, toPerson: pupil !== undefined },
    };
  });
  return { refused: refused.sort((one, other) => one.row - other.row), concerns };
}

/** Fractions among them: canonical JSON knows whole numbers only. */
function textsOf({ answers: said = {} }: Partial<AnswerLine>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(said).map(([item, answer]) => [item, String(answer)]));
}

/** Without those of which somebody has heard: a refused row stays refused, its warning is one. */
async function unheard(tx: Transaction, concerns: readonly PlannedConcern[]): Promise<readonly PlannedConcern[]> {
  if (concerns.length === 0) return [];
  const ids = concerns.map(({ warning }) => warning);
  const rows = await tx
    .select({ id: warnings.id })
    .from(warnings)
    .where(sql`${warnings.id} = any(${uuids(ids)})`);
  const heard = new Set(rows.map(({ id }) => id));
  return concerns.filter(({ warning }) => !heard.has(warning));
}
