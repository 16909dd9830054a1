import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { mintId } from '#db/decide-all';
import { namesOf } from '#db/queries/people';
import { reasonOf, scoreOf, type Step, stepOf, wasHead } from '#db/records/assess';
import { type Place, placeById, placesByCode } from '#db/records/place';
import { insertRecord, lockRecord, type RecordRow, reviseRecord } from '#db/records/write';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { mayKeep } from '#domain/programme-access';
import { dayOf, type Instant } from '#domain/instant';
import { assessmentIn, assessmentKind } from '#programme/assessment/assessment';
import { decimalsAsText } from '#programme/assessment/decimals';
import type { ReviewCommand, ReviewState, Subject } from '#programme/assessment/review-state';
import { endOf } from '#programme/lives';
import { keyOf, perform, type Wish } from './acts.ts';
import { type Asker, askerOf } from './asker.ts';
import { soundSet } from './indicator-sets.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import type { assessmentAct, previewBody, publishBody } from './schemas/assessments.ts';

type Asked = z.infer<typeof previewBody>;
type ReviewAct = Exclude<z.infer<typeof assessmentAct>, { readonly act: 'acknowledge' }>;

/** What a unit would score, computed now and kept nowhere. */
export async function preview(parts: Parts, request: FastifyRequest, asked: Asked) {
  const asker = askerOf(request);
  const at = await parts.clock.now();
  return parts.db.transaction(asker.context, async (tx) => {
    const place = await placeToAssess(tx, asker, asked, at);
    const { set, version, assesses, from, to } = asked;
    return scoreOf(tx, await soundSet(tx, assesses, set, version), place, { from, to });
  });
}

/** Publishes an assessment: computed in the transaction that keeps it, open to appeal from then on. */
export async function publish(parts: Parts, request: FastifyRequest, body: z.infer<typeof publishBody>) {
  const asker = askerOf(request);
  const { assesses, set, version, from, to, assessors, comments } = body;
  const now = await parts.clock.now();
  const place = await parts.db.transaction(asker.context, (tx) => placeToAssess(tx, asker, body, now));
  const record = mintId(place.id, `${asker.person}/assessment/${keyOf(request)}`, 0);
  const stream = mintId(record, keyOf(request), 1);
  const subject: Subject = { kind: assesses, org: place.id, person: body.person ?? null };
  const step = async (tx: Transaction, at: Instant) => {
    if (subject.person !== null && !(await wasHead(tx, place.id, subject.person, { from, to })))
      throw new Problem('notInOffice', { pointers: [{ pointer: '/person', code: 'notInOffice' }] });
    await assessorsKnown(tx, assessors);
    const sound = await soundSet(tx, assesses, set, version);
    const score = await scoreOf(tx, sound, place, { from, to });
    commentsFit(Object.keys(comments), score.lines);
    const appealUntil = endOf(body.appealUntil);
    const command = { act: 'publish', subject, period: { from, to }, score, assessors, appealUntil } as const;
    return stepOf(tx, place, null, command, { at, actor: asker.actor }, comments);
  };
  return begun(parts, request, {
    asker,
    place,
    record,
    stream,
    asked: { assessment: body },
    step,
    row: null,
    why: null,
  });
}

interface Beginning {
  readonly asker: Asker;
  readonly place: Place;
  readonly record: string;
  readonly stream: string;
  readonly asked: unknown;
  readonly step: (tx: Transaction, at: Instant) => Promise<Step>;
  /** Null for the first revision. */
  readonly row: ((tx: Transaction) => Promise<RecordRow>) | null;
  readonly why: string | null;
}

/** A revision begins with a life of its own: who freezes it, until when. */
async function begun(parts: Parts, request: FastifyRequest, beginning: Beginning) {
  const { asker, place, record, stream, asked, row, why } = beginning;
  let step: Step | undefined;
  const done = await perform(parts, request, {
    target: { start: stream, kind: 'record', org: place.id, path: place.path },
    ofStudent: false,
    command: { act: 'begin' },
    asked,
    complete: async (tx, command, at) => {
      step = await beginning.step(tx, at);
      return { ...command, life: 'assessment', record, dues: step.prepared.dues } as AnyCommand;
    },
    beside: async (tx, { at }) => {
      if (step === undefined) return;
      const by = { person: asker.person, at };
      if (row === null) await insertRecord(tx, record, assessmentKind, place, step.prepared, stream, by);
      else await reviseRecord(tx, await row(tx), assessmentKind, step.prepared, stream, why ?? '', by);
    },
  });
  return { assessment: record, at: done.at, nextDueAt: done.nextDueAt };
}

/** An act on an assessment that stands: an appeal, its decision, the freezing; after that alone a correction. */
export async function actOnAssessment(
  parts: Parts,
  request: FastifyRequest,
  id: string,
  body: z.infer<typeof assessmentAct>,
) {
  const asker = askerOf(request);
  const { row, place } = await parts.db.transaction(asker.context, (tx) => assessmentOf(tx, id));
  const stream = row.streamId;
  if (stream === null) throw new NotFound();
  if (body.act === 'correct') return correct(parts, request, { asker, id, place, row, body });
  let step: Step | undefined;
  const why = 'reason' in body ? body.reason : null;
  const wish: Wish = {
    target: { stream },
    ofStudent: false,
    command: body.act === 'acknowledge' ? body : lifeCommand(body),
    asked: decimalsAsText({ assessment: id, body }),
  };
  const done = await perform(
    parts,
    request,
    body.act === 'acknowledge'
      ? wish
      : {
          ...wish,
          complete: async (tx, command, at) => {
            const { row: held } = await assessmentOf(tx, id);
            step = await stepOf(tx, place, assessmentIn(held.content), reviewCommand(body), { at, actor: asker.actor });
            return body.act === 'appeal' ? ({ ...command, dues: step.prepared.dues } as AnyCommand) : command;
          },
          beside: async (tx, { at }) => {
            const { row: held } = await assessmentOf(tx, id);
            const by = { person: asker.person, at };
            if (step !== undefined)
              await reviseRecord(tx, held, assessmentKind, step.prepared, stream, why ?? body.act, by);
          },
        },
  );
  return { assessment: id, at: done.at, nextDueAt: done.nextDueAt };
}

/** How the act moves what is owed: an appeal opens a duty, its decision and the freezing end one. */
function lifeCommand(body: Exclude<ReviewAct, { readonly act: 'correct' }>): AnyCommand {
  if (body.act === 'appeal') return { act: 'reschedule' };
  const outcome = body.act === 'freeze' ? 'frozen' : body.outcome;
  return { act: 'fulfil', answers: body.answers, outcome } as AnyCommand;
}

function reviewCommand(body: Exclude<ReviewAct, { readonly act: 'correct' }>): ReviewCommand {
  if (body.act === 'freeze') return { act: 'freeze' };
  const { indicator } = body;
  const reason = reasonOf(body.reason);
  if (body.act === 'appeal') return { act: 'appeal', indicator, reason };
  return { act: 'decideAppeal', indicator, outcome: body.outcome, points: body.points, reason };
}

interface Correcting {
  readonly asker: Asker;
  readonly id: string;
  readonly place: Place;
  readonly row: RecordRow;
  readonly body: Extract<ReviewAct, { readonly act: 'correct' }>;
}

/** After freezing: scored anew by the same version of the indicators, with its reason; what was frozen stays readable as it was. */
function correct(parts: Parts, request: FastifyRequest, { asker, id, place, row, body }: Correcting) {
  const { set, period, subject } = assessmentIn(row.content).review;
  const { reason, assessors } = body;
  const held = async (tx: Transaction) => (await assessmentOf(tx, id)).row;
  const step = async (tx: Transaction, at: Instant) => {
    const before = assessmentIn((await held(tx)).content);
    await assessorsKnown(tx, assessors);
    const score = await scoreOf(tx, await soundSet(tx, subject.kind, set.code, set.version), place, period);
    const comments = body.comments ?? before.comments;
    commentsFit(Object.keys(comments), score.lines);
    const appealUntil = endOf(body.appealUntil);
    const command = { act: 'correct', reason: reasonOf(reason), score, assessors, appealUntil } as const;
    return stepOf(tx, place, before, command, { at, actor: asker.actor }, comments);
  };
  const stream = mintId(id, keyOf(request), 1);
  const asked = { assessment: id, body };
  return begun(parts, request, { asker, place, record: id, stream, asked, step, row: held, why: reason });
}

/** Who took part decides no appeal, so each is somebody we know; some have left since. */
async function assessorsKnown(tx: Transaction, assessors: readonly string[]): Promise<void> {
  const known = await namesOf(tx, assessors);
  const unknown = assessors.flatMap((one, n) =>
    known.has(one) ? [] : [{ pointer: `/assessors/${n}`, code: 'unknownPerson' }],
  );
  if (unknown.length > 0) throw new Problem('unknownPerson', { pointers: unknown });
}

/** The place assessed, when the asker may assess there and the period is over. */
async function placeToAssess(tx: Transaction, asker: Asker, asked: Asked, at: Instant): Promise<Place> {
  const place = (await placesByCode(tx, [asked.org])).get(asked.org);
  if (place?.path.startsWith(asker.path) !== true) throw new NotFound();
  if (place.kind !== (asked.assesses === 'county' ? 'county' : 'school')) throw new NotFound();
  if (!mayKeep(asker.role, 'record', { item: 'A10', tier: place.tier, place: true })) throw new Problem('notPermitted');
  const wrong = asked.to < asked.from ? 'endsBeforeBegin' : asked.to > dayOf(at) ? 'inFuture' : null;
  if (wrong !== null) throw new Problem('invalidRequest', { pointers: [{ pointer: '/to', code: wrong }] });
  return place;
}

/** The record of an assessment, locked, and where it is kept. Throws NotFound. */
async function assessmentOf(tx: Transaction, id: string): Promise<{ readonly row: RecordRow; readonly place: Place }> {
  const row = await lockRecord(tx, assessmentKind.code, id);
  const place = row === null ? null : await placeById(tx, row.org);
  if (row === null || place === null) throw new NotFound();
  return { row, place };
}

function commentsFit(
  codes: readonly string[],
  lines: ReviewState['lines'] | readonly { readonly indicator: string }[],
) {
  const unknown = codes.filter((code) => !lines.some(({ indicator }) => indicator === code));
  if (unknown.length > 0)
    throw new Problem('invalidRequest', {
      pointers: unknown.map((code) => ({ pointer: `/comments/${code}`, code: 'unknownField' })),
    });
}
