import type { FastifyRequest } from 'fastify';
import { Refused } from '#db/decide-all';
import { namesOf } from '#db/queries/people';
import { type OnceAsked, once } from '#db/once';
import type { Keeper } from '#db/staff/appoint';
import type { Leaving } from '#db/staff/leaving';
import type { Transaction } from '#db/transaction';
import { requestDigest } from '#db/vault/keyring';
import type { Instant } from '#domain/instant';
import { type Access, can, NO_RELATION } from '#domain/permission';
import { keyOf } from './acts.ts';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';

/** An act on members of staff: its name for the audit, what it is about in ids and codes, and what was asked. */
export interface StaffAct {
  readonly act: string;
  readonly about: string;
  readonly asked: object;
}

/** Whoever has one of these accesses at their own place. Throws `notPermitted`. */
export function keeperOf(request: FastifyRequest, ...accesses: readonly Access[]): Asker {
  const asker = askerOf(request);
  const at = { ...NO_RELATION, place: true };
  if (!accesses.some((access) => can(asker.role, access, at))) throw new Problem('notPermitted');
  return asker;
}

/** One act under its key, with its line in the audit. What the rules refuse wrote nothing. */
export async function keep(
  parts: Parts,
  request: FastifyRequest,
  { act, about, asked }: StaffAct,
  write: (tx: Transaction, keeper: Keeper, at: Instant) => Promise<string>,
): Promise<{ readonly id: string; readonly at: Instant; readonly actId: string }> {
  const { actor, person, role, path, context } = askerOf(request);
  const actKey = keyOf(request);
  const digest = requestDigest(parts.keyring, { [act]: asked, about });
  const wish: OnceAsked = { act, actor: { ...actor, person }, actKey, digest, request: request.id, reason: about };
  try {
    const kept = await once(parts.db, parts.clock, context, wish, (tx, at) => write(tx, { person, role, path }, at));
    if ('refused' in kept) throw new Refused(kept);
    return { id: kept.id, at: kept.at, actId: `${person}/${actKey}` };
  } catch (error) {
    throw refusedAs(error, asked);
  }
}

class Rehearsed extends Error {
  readonly leaving: Leaving;
  constructor(leaving: Leaving) {
    super('rehearsed');
    this.leaving = leaving;
  }
}

/** Does it and undoes it: exactly what the act itself would answer or refuse. */
export async function rehearse(
  parts: Parts,
  request: FastifyRequest,
  asked: object,
  write: (tx: Transaction, keeper: Keeper, at: Instant) => Promise<Leaving>,
) {
  const { person, role, path, context } = askerOf(request);
  const at = await parts.clock.now();
  try {
    return await parts.db.transaction(context, async (tx) => {
      throw new Rehearsed(await write(tx, { person, role, path }, at));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.leaving;
    throw refusedAs(error, asked);
  }
}

/** With the names of those to whom it passes. */
export async function shownLeaving(parts: Parts, request: FastifyRequest, { passes, vacant }: Leaving) {
  const ids = [...passes.map(({ to }) => to), ...vacant.flatMap(({ called }) => (called === null ? [] : [called]))];
  const names = await parts.db.transaction(askerOf(request).context, (tx) => namesOf(tx, ids));
  return {
    passes: passes.map((pass) => ({ ...pass, displayName: names.get(pass.to) ?? '' })),
    vacant: vacant.map((gap) => ({ ...gap, displayName: gap.called === null ? null : (names.get(gap.called) ?? '') })),
  };
}

function refusedAs(error: unknown, asked: object): unknown {
  if (!(error instanceof Refused)) return error;
  const { refused, detail = {} } = error.refusal;
  return refusalProblem({ status: 'refused', stream: null, code: refused, detail }, asked);
}
