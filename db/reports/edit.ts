import { eq } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { type Refusal, refuse } from '#domain/problem';
import { documentFaults } from '#programme/document-check';
import { commit, NotFound } from '#db/commit';
import { Refused } from '#db/decide-all';
import { once } from '#db/once';
import type { Kept, Outcome } from '#db/outcome';
import type { Desk, Keeping } from '#db/records/keep';
import { reports } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { ReportContent } from './compose.ts';
import { DocumentRefused } from './document-refused.ts';
import { contentOf, lockReport, type NewVersion, nextVersion, type ReportRow } from './versions.ts';

/** What an edit makes of a draft. Throws DocumentRefused. */
export type Change = (
  tx: Transaction,
  row: ReportRow,
  content: ReportContent,
  at: Instant,
) => NewVersion | Promise<NewVersion>;

/**
 * Writes the next version of a draft. Refuses `stale` for a version that is not the last one, `wrongStage` when it is not a draft: what is handed in,
 * signed or frozen is not edited. Throws DocumentRefused and NotFound.
 */
export async function editReport(
  desk: Desk,
  id: string,
  against: number,
  change: Change,
  keeping: Keeping,
): Promise<Kept | Refusal> {
  const { person } = keeping.actor;
  try {
    return await once(desk.db, desk.clock, desk.context, { act: 'editReport', ...keeping }, async (tx, at) => {
      const row = await lockReport(tx, id);
      if (row === null) throw new NotFound();
      if (row.state !== 'draft') throw new Refused(refuse('wrongStage', { state: row.state }));
      if (row.version !== against) throw new Refused(refuse('stale', { version: row.version }));
      const { content } = await contentOf(tx, id, row.version);
      const made = await change(tx, row, content, at);
      const faults = documentFaults(made.content.document);
      if (faults.length > 0) throw new DocumentRefused(faults);
      await nextVersion(tx, row, made, { person, at });
      return id;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Gives a draft up: nothing is owed because of it any more. Refuses what is frozen. */
export async function withdrawReport(desk: Desk, id: string, keeping: Keeping): Promise<Outcome> {
  const stream = await desk.db.transaction(desk.context, async (tx) => (await lockReport(tx, id))?.streamId);
  if (stream === undefined) throw new NotFound();
  return commit(desk.db, desk.clock, desk.context, {
    target: { stream },
    ...keeping,
    command: { act: 'withdraw' },
    beside: async (tx, { at }) => {
      const row = await lockReport(tx, id);
      if (row === null) throw new NotFound();
      if (row.state === 'frozen' || row.state === 'withdrawn') throw new Refused(refuse('notOpen'));
      await tx.update(reports).set({ state: 'withdrawn', changedAt: at }).where(eq(reports.id, id));
    },
  });
}
