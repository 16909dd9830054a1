import type { Instant } from '#domain/instant';
import type { ReadFile, RosterLine } from '#domain/intake-lines';
import type { Policy } from '#domain/policy';
import { policyInForce, policyOf } from '#db/queries/policy';
import type { Clock } from '#domain/clock';
import type { Context, Database, Transaction } from '#db/transaction';
import type { SpelledName } from '#db/vault/digest';
import type { Keyring } from '#db/vault/keyring';
import { interviewersAt } from './capacity.ts';
import type { ImportReport } from './report.ts';
import { planRoster, type RosterPlan } from './roster-plan.ts';
import { importSchool, type ImportSchool } from './school.ts';
import { planSheets, type SheetPlan } from './sheet-plan.ts';
import { answerFigures } from './sheet-report.ts';

/** What importing is made of. `read` and `spell` come from adapters; nothing here knows what a workbook is. */
export interface Intake {
  readonly db: Database;
  readonly clock: Clock;
  readonly ring: Keyring;
  /** Throws when the file as a whole cannot be read. */
  readonly read: (file: Buffer, now: Instant) => Promise<ReadFile>;
  readonly spell: (name: string) => Omit<SpelledName, 'name'>;
}

/** The school is not there, or not in the asker's reach. */
export class SchoolUnknown extends Error {}

/** A file with all that would come of it. */
export type Planned = { readonly school: ImportSchool; readonly report: ImportReport } & (
  | { readonly kind: 'roster'; readonly plan: RosterPlan }
  | { readonly kind: 'answers'; readonly plan: SheetPlan }
);

/**
 * A dry run: reads the file, checks everything against the record, writes nothing. `coming`: pupils
 * whom a roster would add before this file. Throws SchoolUnknown and what `read` throws.
 */
export async function checkFile(
  intake: Intake,
  context: Context,
  school: string,
  file: Buffer,
  coming: readonly RosterLine[] = [],
): Promise<{ readonly school: ImportSchool; readonly report: ImportReport; readonly added: readonly RosterLine[] }> {
  const planned = await plan(intake, context, school, file, coming);
  const added = planned.kind === 'roster' ? planned.plan.added : [];
  return { report: planned.report, school: planned.school, added };
}

/** Reads and plans, in one transaction that only reads. */
export async function plan(
  intake: Intake,
  context: Context,
  school: string,
  file: Buffer,
  coming: readonly RosterLine[] = [],
): Promise<Planned> {
  const now = await intake.clock.now();
  const read = await intake.read(file, now);
  return intake.db.transaction(context, async (tx) => {
    const found = await importSchool(tx, school);
    if (found === null || !found.path.startsWith(context.path ?? '/')) throw new SchoolUnknown();
    return read.kind === 'roster'
      ? rosterPlanned(tx, intake, found, read)
      : sheetsPlanned(tx, intake, found, read, now, coming);
  });
}

async function rosterPlanned(
  tx: Transaction,
  { ring }: Intake,
  school: ImportSchool,
  file: Extract<ReadFile, { kind: 'roster' }>,
): Promise<Planned> {
  const made = await planRoster(tx, ring, school, file.read);
  const { added, changed, unchanged, refused } = made;
  const report: ImportReport = {
    kind: 'roster',
    form: file.form,
    rows: file.read.rows,
    accepted: added.length + changed.length + unchanged,
    refused,
    ignored: file.read.ignored,
    roster: {
      added: added.length,
      unchanged,
      changed: changed.map(({ line, columns }) => ({ row: line.row, columns })),
    },
    answers: null,
  };
  return { kind: 'roster', school, plan: made, report };
}

async function sheetsPlanned(
  tx: Transaction,
  { ring }: Intake,
  school: ImportSchool,
  file: Extract<ReadFile, { kind: 'answers' }>,
  now: Instant,
  coming: readonly RosterLine[],
): Promise<Planned> {
  const policy: Policy = await policyOf(tx, await policyInForce(tx, now));
  const made = await planSheets(tx, ring, school, file.read, policy.thresholds, coming);
  const report: ImportReport = {
    kind: 'answers',
    form: file.form,
    rows: file.read.rows,
    accepted: made.fresh.length + made.known,
    refused: made.refused,
    ignored: made.ignored,
    roster: null,
    answers: answerFigures(made, await interviewersAt(tx, school, policy, now)),
  };
  return { kind: 'answers', school, plan: made, report };
}
