import type { Instant } from '#domain/instant';
import { type Actor, SYSTEM } from '#domain/role';
import type { Clock } from '#domain/clock';
import type { Act, Keeping } from './act.ts';
import { type AnswerRow, answerRow } from './answer-row.ts';
import { commitOrKeep } from './commit.ts';
import { keyOf, OPEN_KEY } from './data-key.ts';
import { mintId } from './decide-all.ts';
import { DatabaseError } from './errors.ts';
import { type JudgedSheet, judgeSheet, type SheetFault, type SheetInput } from './judged-sheet.ts';
import type { Outcome, Stored } from './outcome.ts';
import { inForceAt, policyOf, versionIn } from './queries/policy.ts';
import type { Rows } from './rows.ts';
import { momentIn, sheetsFrom } from './same-sheet.ts';
import type { AnyCommand } from './streams.ts';
import type { Answered, Call, Context, Database, Transaction } from './transaction.ts';
import type { DataKey, Keyring } from './vault/keyring.ts';
import { schoolPath } from './working-set.ts';

/** One sheet of one student, from a phone, a paper or a person. */
export interface Sheet extends SheetInput {
  readonly student: string;
  readonly campaign: string | null;
  readonly actKey: string;
  /** HMAC of the canonical request. */
  readonly digest: Buffer;
  readonly actor: Actor;
}

export type Taken = { readonly sheet: string; readonly outcome: Outcome | Stored } | SheetFault;

/** The sheet is not written: what is answered instead. */
class Instead extends Error {
  readonly taken: Taken;
  constructor(taken: Taken) {
    super('this sheet is not written');
    this.taken = taken;
  }
}

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
      const now = await clock.now();
      const outcome = await commitOrKeep(db, clock, context, actOf(sheet, keyring, now));
      return { sheet: idOf(sheet), outcome };
    } catch (error) {
      if (error instanceof Instead) return error.taken;
      // Handed in twice at the same moment: whoever comes second finds the first one standing.
      if (!again || !(error instanceof DatabaseError) || error.constraint !== 'answers_once') throw error;
    }
}

function idOf({ student, actKey }: Sheet): string {
  return mintId(student, actKey, 1);
}

/** A warning of the system that is finished, or found to be none, when the sheet was judged behind the lock of its student. */
function actOf(sheet: Sheet, ring: Keyring, now: Instant): Act {
  const found: { judged?: Judged } = {};
  return {
    target: { student: sheet.student },
    actor: SYSTEM,
    actKey: sheet.actKey,
    digest: sheet.digest,
    command: { act: 'addWarning' },
    reading: [inForceAt(now), pupilOf(sheet.student), OPEN_KEY, sheetsFrom(sheet)],
    complete: async (tx, _command, at, read) => {
      const judged = await judge(tx, ring, sheet, read, now);
      found.judged = judged;
      return judged.sheet.floor.floor === 'L0' ? keepingOf(sheet, judged, at) : warningOf(sheet, judged);
    },
    rows: ({ stream, at }) => {
      if (found.judged === undefined) throw new Error('a sheet that was not judged');
      return { sheets: sheetRows(sheet, found.judged, at), warned: warningRows(sheet, found.judged, stream, at) };
    },
  };
}

interface Judged {
  readonly sheet: JudgedSheet;
  readonly key: DataKey;
  readonly homePath: string;
}

function pupilOf(student: string): Call {
  return { text: 'select born_on::text, path from students where id = $1', parameters: [student] };
}

/** Judges the sheet at the moment that is free for it. Throws Instead for one that cannot be, or that is there already. */
async function judge(
  tx: Transaction,
  ring: Keyring,
  asked: Sheet,
  [inForce = [], pupils = [], held = [], earlier = []]: readonly (readonly Answered[])[],
  now: Instant,
): Promise<Judged> {
  const [pupil] = pupils;
  const { thresholds } = await policyOf(tx, versionIn(inForce));
  const judged = judgeSheet(asked, typeof pupil?.born_on === 'string' ? pupil.born_on : null, thresholds);
  if ('fault' in judged) throw new Instead(judged);
  const key = await keyOf(tx, ring, asked.student, held);
  const moment = momentIn(earlier, asked.observedAt, judged.answers, key);
  if ('known' in moment) {
    const { known } = moment;
    throw new Instead({ sheet: known, outcome: { status: 'stored', stream: null, sheet: known, at: now } });
  }
  return { sheet: { ...judged, ...moment }, key, homePath: schoolPath(String(pupil?.path)) };
}

/** Nothing in it calls for a person now; that says nothing about safety, and a concern overrides it at any time (N19). */
function keepingOf(sheet: Sheet, judged: Judged, at: Instant): Keeping {
  return {
    keeps: { sheets: sheetRows(sheet, judged, at) },
    outcome: { status: 'stored', stream: null, sheet: idOf(sheet), at },
    actor: sheet.actor,
    name: 'storeSheet',
  };
}

function warningIdOf({ student, actKey }: Sheet): string {
  return mintId(student, actKey, 2);
}

/** What the case hears of a sheet: codes, never an answer. */
function warningOf(asked: Sheet, { sheet: { floor, observedAt } }: Judged): AnyCommand {
  const reasons = floor.reasons.map(({ code, item }) => (item === undefined ? code : `${code}:${item}`));
  return {
    act: 'addWarning',
    warning: warningIdOf(asked),
    source: 'answers',
    floor: floor.floor,
    critical: floor.critical,
    signs: [],
    reasons,
    observedAt,
  } as AnyCommand;
}

function warningRows(
  sheet: Sheet,
  { sheet: { floor, observedAt } }: Judged,
  caseId: string,
  at: Instant,
): NonNullable<Rows['warned']> {
  const fixed = { id: warningIdOf(sheet), studentId: sheet.student, caseId, source: 'answers', sourceId: idOf(sheet) };
  return [{ ...fixed, floor: floor.floor, critical: floor.critical, reasons: floor.reasons, observedAt, at }];
}

function sheetRows({ student, campaign, actKey }: Sheet, judged: Judged, at: Instant): readonly AnswerRow[] {
  const { sheet, key, homePath } = judged;
  return [
    { ...answerRow({ id: mintId(student, actKey, 1), student, homePath, key }, sheet, at), campaignId: campaign },
  ];
}
