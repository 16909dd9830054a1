import type { Day, Instant } from '#domain/instant';
import { refuse } from '#domain/problem';
import type { DocumentKind } from '#programme/document';
import { documentFaults } from '#programme/document-check';
import { LIVES } from '#programme/lives';
import { commit } from '#db/commit';
import { mintId, Refused } from '#db/decide-all';
import type { Outcome } from '#db/outcome';
import type { Desk, Keeping } from '#db/records/keep';
import type { Place } from '#db/records/place';
import { reports } from '#db/schema/index';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { drawReport, type Drawing, type ReportContent } from './compose.ts';
import { DocumentRefused } from './document-refused.ts';
import { insertReportVersion } from './versions.ts';

/** A report to be begun. */
export interface NewReport {
  readonly kind: DocumentKind;
  readonly drawing: Drawing;
  /** Organisations that may read it once it is frozen. */
  readonly addressed: readonly string[];
  readonly dueOn: Day;
  /** The frozen one that it corrects, with the reason. */
  readonly corrects: { readonly report: string; readonly edition: number; readonly why: string } | null;
  /** What the first version holds, where that is not drawn from nothing. */
  readonly content?: (drawn: ReportContent) => ReportContent;
}

/** The id that a new report gets: the same wish makes the same report. */
export function newReportId(place: Place, { actor, actKey }: Pick<Keeping, 'actor' | 'actKey'>): string {
  return mintId(place.id, `${actor.person}/report/${actKey}`, 0);
}

/** Draws a report and begins its life: somebody owes it by a day. Refuses `reportExists` where one over the same period is under way or in force. */
export async function beginReport(desk: Desk, id: string, wanted: NewReport, keeping: Keeping): Promise<Outcome> {
  const { place } = wanted.drawing;
  const stream = mintId(id, keeping.actKey, 1);
  const { person } = keeping.actor;
  return commit(desk.db, desk.clock, desk.context, {
    target: { start: stream, kind: 'record', org: place.id, path: place.path },
    ...keeping,
    command: { act: 'begin' },
    complete: async (_tx, command, at) => {
      const dues = LIVES.report
        .dues({ dueOn: wanted.dueOn }, '')
        .map(({ place: _place, ...due }) => ({ ...due, limitAt: later(due.limitAt, at), holder: person }));
      return { ...command, life: 'report', record: id, dues } as AnyCommand;
    },
    beside: (tx, { at }) => insertReport(tx, id, stream, wanted, { person, at }),
  });
}

/** A day that has passed is no limit. */
function later(limitAt: Instant | null, at: Instant): Instant | null {
  return limitAt !== null && limitAt > at ? limitAt : null;
}

async function insertReport(
  tx: Transaction,
  id: string,
  streamId: string,
  { kind, drawing, addressed, dueOn, corrects, content = (drawn) => drawn }: NewReport,
  by: { readonly person: string; readonly at: Instant },
): Promise<void> {
  const { place, period, language } = drawing;
  const drawn = content(await drawReport(tx, drawing, by.at));
  const faults = documentFaults(drawn.document);
  if (faults.length > 0) throw new DocumentRefused(faults);
  const row = await tx
    .insert(reports)
    .values({
      id,
      kind,
      org: place.id,
      path: place.path,
      language,
      ...period,
      edition: (corrects?.edition ?? 0) + 1,
      corrects: corrects?.report ?? null,
      why: corrects?.why ?? null,
      state: 'draft',
      version: 1,
      addressed: [...addressed],
      dueOn,
      streamId,
      createdBy: by.person,
      createdAt: by.at,
      changedAt: by.at,
    })
    .onConflictDoNothing()
    .returning({ id: reports.id });
  if (row.length === 0) throw new Refused(refuse('reportExists'));
  await insertReportVersion(tx, id, 1, null, { act: 'drafted', content: drawn }, by);
}
