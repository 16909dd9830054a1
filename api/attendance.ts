import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { organisationOf } from '#db/queries/organisations';
import { recordOf } from '#db/queries/records';
import { keepRecord, newRecordId } from '#db/records/keep';
import { placeById } from '#db/records/place';
import { requestDigest } from '#db/vault/keyring';
import { dayOf, type Instant, MINUTE } from '#domain/instant';
import { isOfHospital } from '#domain/role';
import { textIn } from '#programme/field';
import { attendance, training } from '#programme/kinds/trainings';
import { askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { answered, mayAt, refusing } from './records.ts';
import type { attendanceBody } from './schemas/records.ts';

/** A code is on the wall for ten minutes and taken for ten more: long enough to sign, too short to be sent to somebody at home. */
const SLOT = 10 * MINUTE;
const CODE_LENGTH = 8;
/** No letter that is read as another sign. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

function codeAt(parts: Parts, id: string, slot: number): string {
  const mac = createHmac('sha256', parts.keyring.digests).update(`attendance\u0000${id}\u0000${slot}`).digest();
  return [...mac.subarray(0, CODE_LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
}

const slotOf = (at: Instant) => Math.floor(at / SLOT);

/** The code that a training shows now, to whoever records attendance where it is kept, on the days on which it is held. */
export async function attendanceCode(parts: Parts, request: FastifyRequest, id: string) {
  const asker = askerOf(request);
  const at = await parts.clock.now();
  await parts.db.transaction(asker.context, async (tx) => {
    const row = await recordOf(tx, training.code, id);
    const place = row === null ? null : await placeById(tx, row.orgId);
    if (row === null || place === null || !place.path.startsWith(asker.path)) throw new NotFound();
    if (!mayAt(asker, 'record', attendance, place)) throw new Problem('notPermitted');
    heldNow(row, at);
  });
  const slot = slotOf(at);
  return { code: codeAt(parts, id, slot), shownUntil: (slot + 1) * SLOT, takenUntil: (slot + 2) * SLOT };
}

/** Refuses `attendanceClosed` on a day on which the training is not held, or when it was taken back. */
function heldNow({ values, state }: NonNullable<Awaited<ReturnType<typeof recordOf>>>, at: Instant): void {
  const [from = '', until] = [textIn(values, 'day'), textIn(values, 'until')];
  const today = dayOf(at);
  if (state === 'withdrawn' || today < from || today > (until ?? from)) throw new Problem('attendanceClosed');
}

/**
 * A member of staff was there: one record about oneself, once for a training, at the own school or office. Whoever is on the list already, under the same
 * staff number, is told so.
 */
export async function attend(parts: Parts, request: FastifyRequest, id: string, body: z.infer<typeof attendanceBody>) {
  const asker = askerOf(request);
  const { actor, person, context, role, displayName } = asker;
  if (isOfHospital(role)) throw new Problem('notPermitted');
  const at = await parts.clock.now();
  const { number, place } = await parts.db.transaction(context, async (tx) => {
    const row = await recordOf(tx, training.code, id);
    if (row === null) throw new NotFound();
    heldNow(row, at);
    // A class teacher's place is the class; the record is the school's.
    const own = await organisationOf(tx, asker.org);
    const found = await placeById(tx, own?.kind === 'class' && own.parent !== null ? own.parent : asker.org);
    if (found === null) throw new NotFound();
    return { number: textIn(row.values, 'code') ?? '', place: found };
  });
  const said = body.code.toUpperCase();
  if (said !== codeAt(parts, id, slotOf(at)) && said !== codeAt(parts, id, slotOf(at) - 1))
    throw new Problem('attendanceCode');
  const { staffNumber, as } = body;
  const values = { training: number, staffNumber, name: displayName, topic: as, day: dayOf(at), by: 'code' };
  const keeping = {
    actor: { ...actor, person },
    actKey: `attendance/${id}`,
    digest: requestDigest(parts.keyring, { attendance: id }),
    request: request.id,
  };
  const desk = { db: parts.db, clock: parts.clock, context };
  const answer = await refusing(() => keepRecord(desk, attendance, place, values, keeping));
  const record = 'id' in answer ? answer.id : newRecordId(attendance, place, keeping);
  return answered(parts, record, answer);
}
