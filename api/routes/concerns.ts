import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { keyOf, perform } from '#api/acts';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { concernAnswer, concernBody } from '#api/schemas/concerns';
import { actHeaders, problemsOf } from '#api/schemas/common';
import { NotFound } from '#db/commit';
import { recordConcern } from '#db/concern';
import { sealingKey } from '#db/data-key';
import { mintId } from '#db/decide-all';
import { knownStudent } from '#db/queries/known-student';
import { policyInForce, policyOf } from '#db/queries/policy';
import { type Floor, floorOfSigns } from '#domain/floor';
import { can, type Relation } from '#domain/permission';
import { SYSTEM } from '#domain/role';

type Body = z.infer<typeof concernBody>;

/** A worry of anybody on the staff: signs with a floor each, recorded at once; it opens the child's case or joins it. */
export function concernRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '',
      {
        schema: {
          tags: ['concerns'],
          headers: actHeaders,
          body: concernBody,
          response: { 200: concernAnswer, ...problemsOf(404, 409, 413, 422) },
        },
      },
      (request) => raise(parts, request, request.body),
    );
  };
}

async function raise(parts: Parts, request: FastifyRequest, body: Body) {
  const asker = askerOf(request);
  const { student, signs, note } = body;
  const now = await parts.clock.now();
  const { relation, floor } = await judge(parts, request, body, now);
  const warning = mintId(student, keyOf(request), 2);
  const observedAt = Math.min(body.observedAt ?? now, now);
  const key = note === null ? null : await sealingKey(parts.db, parts.keyring, asker.context, student);
  const recorded = await perform(parts, request, {
    target: { student },
    ofStudent: true,
    actor: SYSTEM,
    asked: body,
    command: commandOf(warning, signs, floor, observedAt),
    beside: recordConcern({
      warning,
      student,
      floor,
      observedAt,
      note: note === null || key === null ? null : { words: note, key },
    }),
  });
  const { at, head, stream } = recorded;
  const readable = can(asker.role, 'readTexts', relation);
  return { recorded: true as const, at, receipt: head, case: readable ? stream : null };
}

async function judge(
  parts: Parts,
  request: FastifyRequest,
  { student, signs }: Body,
  now: number,
): Promise<{ readonly relation: Relation; readonly floor: Floor }> {
  const asker = askerOf(request);
  const { known, thresholds } = await parts.db.transaction(asker.context, async (tx) => ({
    known: await knownStudent(tx, student, asker),
    thresholds: (await policyOf(tx, await policyInForce(tx, now))).thresholds,
  }));
  if (known === null) throw new NotFound();
  if (!can(asker.role, 'raiseConcern', known.relation)) throw new Problem('notPermitted');
  const floor = floorOfSigns(signs, thresholds);
  if (!('fault' in floor)) return { relation: known.relation, floor };
  const pointers = 'pointers' in floor ? floor.pointers.map((pointer) => ({ pointer, code: floor.fault })) : [];
  throw new Problem(floor.fault, { pointers });
}

function commandOf(warning: string, signs: Body['signs'], { floor, critical, reasons }: Floor, observedAt: number) {
  const codes = reasons.map(({ code, sign }) => (sign === undefined ? code : `${code}:${sign}`));
  return { act: 'addWarning', warning, source: 'concern', floor, critical, signs, reasons: codes, observedAt };
}
