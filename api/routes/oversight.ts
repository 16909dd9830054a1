import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { read } from '#api/reading';
import { problemsOf } from '#api/schemas/common';
import { oversightAnswer, oversightQuery } from '#api/schemas/oversight';
import { NotFound } from '#db/commit';
import { listOrganisations, organisationOf } from '#db/queries/organisations';
import { overseenPlaces } from '#db/queries/oversight';
import type { Transaction } from '#db/transaction';
import { can, NO_RELATION } from '#domain/permission';

/** What there is to ask about, by county and by school. */
export function oversightRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      {
        schema: {
          tags: ['oversight'],
          querystring: oversightQuery,
          response: { 200: oversightAnswer, ...problemsOf(404) },
        },
      },
      (request) => overseen(parts, request, request.query.org),
    );
  };
}

function overseen(parts: Parts, request: FastifyRequest, code: string | undefined) {
  return read(parts, request, async (tx, asker, at) => {
    if (!can(asker.role, 'proveCase', { ...NO_RELATION, place: true })) throw new Problem('notPermitted');
    const [found] = code === undefined ? [] : await listOrganisations(tx, { code }, { afterCode: undefined, limit: 1 });
    const place = code === undefined ? await organisationOf(tx, asker.org) : found;
    if (place == null || !place.path.startsWith(asker.path)) throw new NotFound();
    const value = {
      at,
      crumbs: await crumbsTo(tx, place, asker.path),
      places: [...(await overseenPlaces(tx, place.id, at))],
    };
    return { value, readings: [{ action: 'list:oversight' }] };
  });
}

type Organisation = NonNullable<Awaited<ReturnType<typeof organisationOf>>>;

/** From the asker's own place down; nothing above it. */
async function crumbsTo(tx: Transaction, place: Organisation, top: string): Promise<Organisation[]> {
  const above = place.path === top || place.parent === null ? null : await organisationOf(tx, place.parent);
  return above === null ? [place] : [...(await crumbsTo(tx, above, top)), place];
}
