import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { indicatorSet } from '#db/queries/indicator-sets';
import { lifeOf, listRecords, recordOf, versionsOf } from '#db/queries/records';
import { isDrawn, unitFigures, unitRows } from '#db/queries/units/figures';
import { type Place, placeById, placesByCode } from '#db/records/place';
import type { Transaction } from '#db/transaction';
import { mayKeep } from '#domain/programme-access';
import { assessmentIn, assessmentKind } from '#programme/assessment/assessment';
import { type ScoreLine, totalOf } from '#programme/assessment/score';
import { ASSESSMENT_FIGURES } from '#programme/assessment/sets/figures';
import type { RecordState } from '#programme/record-state';
import { type Asker, askerOf } from './asker.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { pageSize } from './schemas/common.ts';
import type { assessmentQuery, behindQuery } from './schemas/assessments.ts';

type Row = NonNullable<Awaited<ReturnType<typeof recordOf>>>;
type Line = Awaited<ReturnType<typeof listRecords>>[number];

function shown(row: Line) {
  const { review } = assessmentIn(row.values);
  const { subject, period, stage, revision, appealUntil, set } = review;
  return {
    id: row.id,
    org: row.org,
    orgName: row.orgName,
    assesses: subject.kind,
    person: subject.person,
    ...period,
    stage,
    revision,
    appealUntil,
    set: set.code,
    setVersion: set.version,
    ...totalOf(review.lines),
    version: row.version,
    changedAt: row.changedAt,
  };
}

/** Assessments in the asker's reach, a page at a time. How a head was assessed is shown to that head and to the offices above. */
export function listAssessments(parts: Parts, request: FastifyRequest, query: z.infer<typeof assessmentQuery>) {
  const asker = askerOf(request);
  const limit = pageSize(query.limit);
  return parts.db.transaction(asker.context, async (tx) => {
    const { org, from, to, assesses } = query;
    const place = org === undefined ? undefined : (await placesByCode(tx, [org])).get(org);
    if (org !== undefined && place === undefined) throw new NotFound();
    const filter = {
      kind: assessmentKind.code,
      ...(place === undefined ? {} : { under: place.path }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(assesses === undefined ? {} : { topic: assesses }),
    };
    const rows = await listRecords(tx, filter, { after: readCursor(query.after), limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(shown),
      next: last === undefined ? null : writeCursor({ at: last.changedAt, id: last.id }),
    };
  });
}

/** One assessment with its lines, what they rest on, what is appealed, and who owes what by when. */
export function readAssessment(parts: Parts, request: FastifyRequest, id: string) {
  return seen(parts, request, id, async (tx, row) => {
    const { review, comments } = assessmentIn(row.values);
    const set = await indicatorSet(tx, review.set.code, review.set.version);
    const life = row.stream === null ? null : await lifeOf(tx, row.stream);
    // Written by commit() with the rules of records.
    const duties = life === null ? [] : (life.state as RecordState).duties;
    return {
      ...shown(row),
      lines: review.lines.map((line) => {
        const { appeal } = line;
        const indicator = set?.indicators.find(({ code }) => code === line.indicator);
        return {
          ...lineShown(line),
          name: indicator?.name ?? null,
          formula: indicator?.formula ?? null,
          comment: comments[line.indicator] ?? null,
          appeal: appeal === null ? null : { by: appeal.by, at: appeal.at, decision: decisionOf(appeal.decision) },
        };
      }),
      duties: duties.map(({ id: duty, kind, holder, called, subject, limitAt }) => ({
        id: duty,
        kind,
        holder,
        called: [...called],
        subject,
        limitAt,
      })),
    };
  });
}

function decisionOf(decision: { readonly by: string; readonly outcome: 'upheld' | 'dismissed' } | null) {
  return decision === null ? null : { by: decision.by, outcome: decision.outcome };
}

/** A line as JSON answers it. */
export function lineShown(line: ScoreLine) {
  const { indicator, weight, state, grounds } = line;
  const outcome =
    line.state === 'scored'
      ? { measured: line.measured, points: line.points }
      : { obstacle: { ...line.obstacle } as Record<string, unknown> };
  return {
    indicator,
    weight,
    state,
    ...outcome,
    grounds: grounds.map((ground) => ({ ...ground, files: [...ground.files] })),
  };
}

/** How it came to be what it is: every act with its words, whoever did it, and what it scored then. */
export function readAssessmentVersions(parts: Parts, request: FastifyRequest, id: string) {
  return seen(parts, request, id, async (tx) => {
    const versions = await versionsOf(tx, id);
    return {
      items: versions.map(({ values, version, why, by, at, hash }) => {
        const { stage, revision, lines } = assessmentIn(values).review;
        return { version, why, by, at, hash, stage, revision, ...totalOf(lines) };
      }),
    };
  });
}

/** The records behind one figure of a score, as they are now, beside the value that the score rests on. */
export function readBehind(parts: Parts, request: FastifyRequest, id: string, query: z.infer<typeof behindQuery>) {
  const { figure } = query;
  if (!isDrawn(figure)) throw new NotFound();
  return seen(parts, request, id, async (tx, row, place) => {
    const { review } = assessmentIn(row.values);
    const unit = { path: place.path, period: review.period };
    const limit = pageSize(query.limit);
    const items = await unitRows(tx, figure, unit, { after: readCursor(query.after), limit });
    const grounds = review.lines.flatMap((line) => line.grounds);
    const now = await unitFigures(tx, [figure], unit);
    const last = items.length === limit ? items.at(-1) : undefined;
    return {
      figure,
      name: ASSESSMENT_FIGURES[figure],
      kept: grounds.find((ground) => ground.figure === figure)?.value ?? null,
      now: now[figure]?.value ?? null,
      items,
      next: last === undefined ? null : writeCursor({ at: last.changedAt, id: last.id }),
    };
  });
}

function seen<T>(
  parts: Parts,
  request: FastifyRequest,
  id: string,
  show: (tx: Transaction, row: Row, place: Place) => Promise<T>,
): Promise<T> {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    const row = await recordOf(tx, assessmentKind.code, id);
    const place = row === null ? null : await placeById(tx, row.orgId);
    if (row === null || place === null) throw new NotFound();
    if (!place.path.startsWith(asker.path) || !mayRead(asker, place)) throw new Problem('notPermitted');
    return show(tx, row, place);
  });
}

function mayRead({ role }: Asker, { tier }: Place): boolean {
  // A county reads how it was assessed: it is the one to appeal.
  return mayKeep(role, 'read', { item: assessmentKind.item, tier, place: true });
}
