import type { FastifyRequest } from 'fastify';
import { changeTree, type TreeWish } from '#db/change-tree';
import { requestDigest } from '#db/vault/keyring';
import { mayKeep } from '#domain/programme-access';
import { keyOf } from './acts.ts';
import { askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';

/** Moves or merges an organisation: whoever records the network (A1) of the city, and stands at the city. */
export async function changeOrganisation(parts: Parts, request: FastifyRequest, wish: TreeWish) {
  const { actor, person, context, role, orgKind } = askerOf(request);
  if (!mayKeep(role, 'record', { item: 'A1', tier: 'city', place: orgKind === 'city' }))
    throw new Problem('notPermitted');
  const digest = requestDigest(parts.keyring, { changeTree: wish });
  const asked = { actor: { ...actor, person }, actKey: keyOf(request), digest, request: request.id };
  const kept = await changeTree(parts.db, parts.clock, context, wish, asked);
  if ('refused' in kept)
    throw refusalProblem({ status: 'refused', stream: null, code: kept.refused, detail: kept.detail ?? {} });
  return { change: kept.id, at: kept.at };
}
