import type { FloorReason } from '#domain/floor';
import type { Instant } from '#domain/instant';
import { atLeast } from '#domain/level';
import { SYSTEM } from '#domain/role';
import type { Joined, Many, StudentWarning } from '#db/commit-many';
import { type AnswerRow, answerRow } from '#db/answer-row';
import { mintId } from '#db/decide-all';
import type { Rows } from '#db/rows';
import { type DataKey, type Keyring, requestDigest } from '#db/vault/keyring';
import { schoolPath } from '#db/working-set';
import type { PlannedConcern, PlannedSheet } from './sheet-plan.ts';

/** What one release writes: sheets, and critical answers of refused rows, which become warnings without a sheet. */
export interface SheetWriting {
  readonly sheets: readonly PlannedSheet[];
  readonly concerns: readonly PlannedConcern[];
  readonly job: string;
  readonly ring: Keyring;
  /** Who imports, for the audit: a person's id, or a word for whoever is at the machine. */
  readonly person: string;
  readonly role: string;
}

/** Somebody stored one of these sheets in the meantime: nothing was written, the file can be released again. */
export class SheetsMoved extends Error {}

/** A warning to be committed, with what its row beside the facts says. */
interface Told {
  readonly warning: StudentWarning;
  readonly reasons: readonly FloorReason[];
  /** The sheet behind it. */
  readonly sheet: string | null;
}

/** The writing as commitMany() takes it. `now`: when nobody knows when a refused row was answered. */
export function sheetsAsMany(writing: SheetWriting, now: Instant): Omit<Many, 'beside'> {
  const told = [
    ...writing.sheets
      .filter(({ judged }) => atLeast(judged.floor.floor, 'L1'))
      .map((sheet) => warningOfSheet(sheet, writing.ring)),
    ...writing.concerns.map((concern) => warningOfRow(concern, writing.ring, now)),
  ];
  return {
    actor: SYSTEM,
    warnings: told.map(({ warning }) => warning),
    rows: (joined, at) => ({
      sheets: writing.sheets.map((sheet) => rowOf(sheet, writing.job, at)),
      warned: warningRows(new Map(told.map((each) => [each.warning.actKey, each])), joined, at),
      lines: auditLines(writing, at),
    }),
  };
}

/** Codes, never an answer. */
function codesOf(reasons: readonly FloorReason[]): string[] {
  return reasons.map(({ code, item }) => (item === undefined ? code : `${code}:${item}`));
}

function warningOfSheet({ id, pupil, judged }: PlannedSheet, ring: Keyring): Told {
  const { floor, critical, reasons } = judged.floor;
  const actKey = `sheet/${id}`;
  return {
    sheet: id,
    reasons,
    warning: {
      student: pupil.id,
      actKey,
      digest: requestDigest(ring, actKey),
      command: {
        act: 'addWarning',
        warning: mintId(pupil.id, actKey, 2),
        source: 'answers',
        floor,
        critical,
        signs: [],
        reasons: codesOf(reasons),
        observedAt: judged.observedAt,
      },
    },
  };
}

function warningOfRow(concern: PlannedConcern, ring: Keyring, now: Instant): Told {
  const { actKey, warning, pupil, level, reasons, observedAt } = concern;
  return {
    sheet: null,
    reasons,
    warning: {
      student: pupil.id,
      actKey,
      digest: requestDigest(ring, actKey),
      command: {
        act: 'addWarning',
        warning,
        source: 'refusedRow',
        floor: level,
        critical: true,
        signs: [],
        reasons: codesOf(reasons),
        observedAt: observedAt ?? now,
      },
    },
  };
}

function rowOf({ id, pupil, judged }: PlannedSheet, importId: string, at: Instant): AnswerRow {
  const key = pupil.key as DataKey; // a pupil without a key has no planned sheet
  return { ...answerRow({ id, student: pupil.id, homePath: schoolPath(pupil.path), key }, judged, at), importId };
}

function warningRows(
  told: ReadonlyMap<string, Told>,
  joined: readonly Joined[],
  at: Instant,
): NonNullable<Rows['warned']> {
  return joined.flatMap(({ actKey, student, outcome }) => {
    const one = told.get(actKey);
    if (one === undefined || outcome.status !== 'recorded') return [];
    const { warning: id, source, floor, critical, observedAt } = one.warning.command;
    const fixed = { id, studentId: student, caseId: outcome.stream, source, sourceId: one.sheet };
    return [{ ...fixed, floor, critical, reasons: one.reasons, observedAt, at }];
  });
}

/** A line for each sheet, whoever it warns; the warnings have theirs from commitMany(). */
function auditLines({ sheets, job, person, role }: SheetWriting, at: Instant): NonNullable<Rows['lines']> {
  return sheets.map(({ pupil }) => ({ at, person, role, action: 'storeSheet', studentId: pupil.id, reason: job }));
}
