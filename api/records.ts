import type { FastifyRequest } from 'fastify';
import type { Act } from '#db/act';
import { NotFound } from '#db/commit';
import {
  approveRecord,
  type Answer,
  changeRecord,
  type Desk,
  keepRecord,
  newRecordId,
  withdrawRecord,
} from '#db/records/keep';
import { type Place, placeById, placesByCode } from '#db/records/place';
import { ValuesRefused } from '#db/records/prepare';
import { renewRecord } from '#db/records/renew';
import { recordOf, writerOf } from '#db/queries/records';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { requestDigest } from '#db/vault/keyring';
import { mayKeep, type ProgrammeAct } from '#domain/programme-access';
import { dayOf } from '#domain/instant';
import type { Fault, Kind } from '#programme/kind';
import { kindOf } from '#programme/kinds/index';
import { endOf } from '#programme/lives';
import { readValues } from '#programme/read-values';
import { fieldWrittenBy } from '#programme/record-duties';
import { keyOf, perform, wakeAll } from './acts.ts';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';

/** The schema of the parameters has looked at it. */
export function kindAsked(code: string): Kind {
  const kind = kindOf(code);
  if (kind === undefined) throw new Problem('notFound');
  return kind;
}

/** Whether this asker may do this with records of a kind at a place. */
export function mayAt({ role, path }: Asker, act: ProgrammeAct, { item }: Kind, place: Place): boolean {
  return mayKeep(role, act, { item, tier: place.tier, place: place.path.startsWith(path) });
}

interface Asked {
  readonly kind: string;
  /** What the same key is held to. */
  readonly body: object;
}

function deskOf(parts: Parts, request: FastifyRequest, { kind, body }: Asked) {
  const { actor, person, context } = askerOf(request);
  const desk: Desk = { db: parts.db, clock: parts.clock, context };
  const keeping = {
    actor: { ...actor, person },
    actKey: keyOf(request),
    digest: requestDigest(parts.keyring, { kind, body }),
    request: request.id,
  };
  return { desk, keeping };
}

/** Keeps a new record of an organisation. */
export async function keep(
  parts: Parts,
  request: FastifyRequest,
  code: string,
  body: { readonly org: string; readonly values: unknown },
) {
  const kind = kindAsked(code);
  const asker = askerOf(request);
  const place = await parts.db.transaction(asker.context, (tx) => placesByCode(tx, [body.org]));
  const found = place.get(body.org);
  if (found?.path.startsWith(asker.path) !== true) throw new NotFound();
  if (!mayAt(asker, 'record', kind, found)) throw new Problem('notPermitted');
  await fitting(parts, kind, body.values);
  const { desk, keeping } = deskOf(parts, request, { kind: code, body });
  const id = newRecordId(kind, found, keeping);
  return answered(parts, id, await refusing(() => keepRecord(desk, kind, found, body.values, keeping)));
}

/** Writes a record anew. */
export async function change(
  parts: Parts,
  request: FastifyRequest,
  { kind: code, id }: { readonly kind: string; readonly id: string },
  body: { readonly against: number; readonly why: string; readonly values: unknown },
) {
  const kind = await allowed(parts, request, code, id, 'record');
  await fitting(parts, kind, body.values);
  const { desk, keeping } = deskOf(parts, request, { kind: code, body: { id, ...body } });
  const { values, ...rest } = body;
  return answered(parts, id, await refusing(() => changeRecord(desk, kind, id, { raw: values, ...rest }, keeping)));
}

export async function withdraw(
  parts: Parts,
  request: FastifyRequest,
  { kind: code, id }: { readonly kind: string; readonly id: string },
  body: { readonly against: number; readonly why: string },
) {
  const kind = await allowed(parts, request, code, id, 'record');
  const { desk, keeping } = deskOf(parts, request, { kind: code, body: { withdrawn: id, ...body } });
  return answered(parts, id, await refusing(() => withdrawRecord(desk, kind, id, body, keeping)));
}

export async function approve(
  parts: Parts,
  request: FastifyRequest,
  { kind: code, id }: { readonly kind: string; readonly id: string },
  body: { readonly against: number },
) {
  const kind = await allowed(parts, request, code, id, 'approve');
  const { desk, keeping } = deskOf(parts, request, { kind: code, body: { approved: id, ...body } });
  const writer = (tx: Transaction) => writerOf(tx, id);
  return answered(parts, id, await refusing(() => approveRecord(desk, kind, id, body.against, writer, keeping)));
}

/** Does a duty of a record's life: whoever holds it, or was called to it. */
export async function fulfil(
  parts: Parts,
  request: FastifyRequest,
  { kind: code, id }: { readonly kind: string; readonly id: string },
  body: { readonly act: string; readonly outcome?: string | undefined; readonly next?: string | undefined },
) {
  const kind = kindAsked(code);
  const { context, person } = askerOf(request);
  const row = await parts.db.transaction(context, (tx) => recordOf(tx, kind.code, id));
  if (row === null || row.stream === null) throw new NotFound();
  const writing = renewal(kind, id, body, person);
  // A duty lets its holder answer it; it does not let them write the record.
  if ('beside' in writing) await allowed(parts, request, code, id, 'record');
  const { next, ...rest } = body;
  const command = { ...rest, ...(next === undefined ? {} : { next: endOf(next) }) } as AnyCommand;
  const done = await perform(parts, request, {
    target: { stream: row.stream },
    ofStudent: false,
    command,
    asked: body,
    ...writing,
  }).catch(valuesRefused);
  return { record: id, at: done.at, nextDueAt: done.nextDueAt };
}

/** What a renewal writes beside its act: until when the record holds now. */
function renewal(
  kind: Kind,
  id: string,
  { outcome, next }: { readonly outcome?: string | undefined; readonly next?: string | undefined },
  person: string,
) {
  const field = kind.life === null || outcome === undefined ? null : fieldWrittenBy(kind.life, outcome);
  if (field === null || next === undefined) return {};
  const beside: NonNullable<Act['beside']> = (tx, { at }) =>
    renewRecord(tx, kind, id, { field, day: next }, { person, at });
  return { beside };
}

function valuesRefused(error: unknown): never {
  throw error instanceof ValuesRefused ? valuesProblem(error.faults) : error;
}

/** The kind, when the record is there and the asker may do this with it. Throws NotFound and `notPermitted`. */
async function allowed(parts: Parts, request: FastifyRequest, code: string, id: string, act: ProgrammeAct) {
  const kind = kindAsked(code);
  const asker = askerOf(request);
  const place = await parts.db.transaction(asker.context, async (tx) => {
    const row = await recordOf(tx, kind.code, id);
    return row === null ? null : placeById(tx, row.orgId);
  });
  if (place === null) throw new NotFound();
  if (!mayAt(asker, act, kind, place)) throw new Problem('notPermitted');
  return kind;
}

/** Read before they are held to their key: only values that fit a kind have one canonical form. */
async function fitting(parts: Parts, kind: Kind, values: unknown): Promise<void> {
  const read = readValues(kind, values, { today: dayOf(await parts.clock.now()) });
  if (read.faults.length > 0) throw valuesProblem(read.faults);
}

function valuesProblem(faults: readonly Fault[]): Problem {
  return new Problem('valuesInvalid', {
    pointers: faults.map(({ pointer, code }) => ({ pointer: `/values${pointer}`, code })),
  });
}

export async function refusing(keep: () => Promise<Answer>): Promise<Answer> {
  try {
    return await keep();
  } catch (error) {
    if (!(error instanceof ValuesRefused)) throw error;
    throw valuesProblem(error.faults);
  }
}

export function answered(parts: Parts, record: string, answer: Answer) {
  if ('refused' in answer)
    throw refusalProblem({ status: 'refused', stream: null, code: answer.refused, detail: answer.detail ?? {} });
  if (answer.status === 'refused') throw refusalProblem(answer);
  if (answer.status === 'kept') return { record, at: answer.at, nextDueAt: null };
  wakeAll(parts, answer);
  return { record, at: answer.at, nextDueAt: answer.nextDueAt };
}
