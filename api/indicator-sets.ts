import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readFormula } from '#adapters/formula/read-formula';
import { NotFound } from '#db/commit';
import { mintId } from '#db/decide-all';
import { once } from '#db/once';
import { indicatorSet, insertSet, keptSets } from '#db/queries/indicator-sets';
import { DRAWS } from '#db/queries/units/draws';
import type { Transaction } from '#db/transaction';
import { requestDigest } from '#db/vault/keyring';
import { refuse } from '#domain/problem';
import { decimalsAsText } from '#programme/assessment/decimals';
import { type Assessed, readSet, type SoundSet } from '#programme/assessment/indicator';
import { ASSESSMENT_FIGURES } from '#programme/assessment/sets/figures';
import { keyOf } from './acts.ts';
import { askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';
import type { setBody } from './schemas/assessments.ts';

const KNOWN: ReadonlySet<string> = new Set(Object.keys(DRAWS));

/** Every version of every set of indicators, and the figures that a formula may name. */
export async function listSets(parts: Parts, request: FastifyRequest) {
  const kept = await parts.db.transaction(askerOf(request).context, keptSets);
  return {
    figures: Object.entries(ASSESSMENT_FIGURES).map(([figure, name]) => ({ figure, name })),
    items: kept.map(({ set, publishedBy, publishedAt }) => ({
      ...set,
      indicators: [...set.indicators],
      publishedBy,
      publishedAt,
    })),
  };
}

/** Publishes the next version of a set. Throws `indicatorsInvalid` with all that is wrong with it, `stale` when another version came between. */
export async function publishSet(parts: Parts, request: FastifyRequest, asked: z.infer<typeof setBody>) {
  const { actor, person, role, context } = askerOf(request);
  if (role !== 'citySupervisor') throw new Problem('notPermitted');
  const { against, ...fields } = asked;
  const set = { ...fields, version: against + 1 };
  soundOrProblem(set);
  const digest = requestDigest(parts.keyring, { indicatorSet: decimalsAsText(asked) });
  const keeping = { act: 'publishIndicators', actor, actKey: keyOf(request), digest, request: request.id };
  const kept = await once(parts.db, parts.clock, context, keeping, async (tx, at) => {
    const last = await indicatorSet(tx, set.code);
    if ((last?.version ?? 0) !== against) return refuse('stale', { version: last?.version ?? 0 });
    if (last !== null && last.assesses !== set.assesses) return refuse('fieldInvalid', { field: 'assesses' });
    await insertSet(tx, set, { person, at });
    return mintId(person, `${set.code}/${set.version}`, 0);
  });
  if ('refused' in kept)
    throw refusalProblem({ status: 'refused', stream: null, code: kept.refused, detail: kept.detail ?? {} });
  return { code: set.code, version: set.version, at: kept.at };
}

/** A set in which nothing is wrong. Throws `indicatorsInvalid`: pointers for every fault, never a formula. */
function soundOrProblem(set: Parameters<typeof readSet>[0]): SoundSet {
  const read = readSet(set, readFormula, KNOWN);
  if (!('faults' in read)) return read;
  throw new Problem('indicatorsInvalid', {
    pointers: read.faults.map(({ pointer, code }) => ({ pointer, code })),
    facts: {
      at: Object.fromEntries(read.faults.flatMap(({ pointer, at }) => (at === undefined ? [] : [[pointer, at]]))),
    },
  });
}

/** The set by which something is assessed, ready to score with. Throws NotFound. */
export async function soundSet(
  tx: Transaction,
  assesses: Assessed,
  code: string = assesses,
  version?: number,
): Promise<SoundSet> {
  const set = await indicatorSet(tx, code, version);
  if (set?.assesses !== assesses) throw new NotFound();
  return soundOrProblem(set);
}
