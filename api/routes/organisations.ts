import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { changeOrganisation } from '#api/tree';
import { actHeaders, code, day, instant, pageSize, problemsOf, streamParams, uuid } from '#api/schemas/common';
import { NotFound } from '#db/commit';
import { listOrganisations, organisationOf } from '#db/queries/organisations';
import { changesOf, listOrganisationsOn, organisationOn } from '#db/queries/organisations-at';

const tags = ['organisations'];
const line = z.object({
  id: uuid,
  parent: uuid.nullable(),
  kind: z.string(),
  code: z.string(),
  name: z.string(),
  path: z.string(),
  side: z.string(),
});
const asOf = day.optional().describe('The tree as it stood on this day; as it is when left out');
const query = z.strictObject({
  asOf,
  parent: uuid.optional(),
  kind: z.enum(['city', 'centre', 'county', 'school', 'class', 'hospital', 'committee']).optional(),
  code: code.optional(),
  like: z.string().trim().min(1).max(40).optional().describe('What the name holds or the code begins with'),
  mine: z.literal('true').optional().describe("At or below the asker's own place"),
  after: code.optional().describe('Code of the last one of the page before'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional(),
});

const why = z.string().trim().min(2).max(400).describe('The decision that it rests on; read by all staff');
const change = { day: day.describe('From this day on; today or earlier'), why };
const moveBody = z.strictObject({ ...change, to: code.describe('The place above it from then on') });
const mergeBody = z.strictObject({
  ...change,
  to: code.describe('The one that it goes into'),
  keep: z.array(uuid).max(500).default([]).describe('Its staff who go on there in the same roles; all others end'),
});
const changed = z.object({ change: uuid, at: instant });
const history = z.object({
  items: z.array(
    z.object({
      id: uuid,
      act: z.enum(['moved', 'merged']),
      day,
      from: uuid,
      to: uuid.describe('merged: what it went into'),
      because: uuid.nullable().describe('The merger that moved it'),
      why: z.string(),
      recordedBy: uuid,
      recordedAt: instant,
    }),
  ),
});

/** The tree of offices, schools, classes and hospitals: chains of call reach across it, so all staff may read it. */
export function organisationRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    const page = z.object({ items: z.array(line), next: z.string().nullable() });
    app.get('', { schema: { tags, querystring: query, response: { 200: page, ...problemsOf() } } }, async (request) => {
      const { after, limit, parent, kind, code: wanted, like, mine, asOf: on } = request.query;
      const { context, path } = askerOf(request);
      const size = pageSize(limit);
      const filter = {
        ...(parent === undefined ? {} : { parent }),
        ...(kind === undefined ? {} : { kind }),
        ...(wanted === undefined ? {} : { code: wanted }),
        ...(like === undefined ? {} : { like }),
        ...(mine === undefined ? {} : { under: path }),
      };
      const place = { afterCode: after, limit: size };
      const items = await parts.db.transaction(context, (tx) =>
        on === undefined ? listOrganisations(tx, filter, place) : listOrganisationsOn(tx, on, filter, place),
      );
      return { items: [...items], next: items.length === size ? (items.at(-1)?.code ?? null) : null };
    });
    app.get(
      '/:id',
      {
        schema: {
          tags,
          params: streamParams,
          querystring: z.strictObject({ asOf }),
          response: { 200: line, ...problemsOf(404) },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { asOf: on } = request.query;
        const found = await parts.db.transaction(askerOf(request).context, (tx) =>
          on === undefined ? organisationOf(tx, id) : organisationOn(tx, on, id),
        );
        if (found === null) throw new NotFound();
        return found;
      },
    );
    await app.register(changes(parts));
  };
}

/** What becomes of an organisation (A1): told by whoever keeps the tree of the city, read by all staff. */
function changes(parts: Parts): FastifyPluginAsyncZod {
  const acting = {
    tags,
    params: streamParams,
    headers: actHeaders,
    response: { 200: changed, ...problemsOf(404, 409, 422) },
  };
  return async (app) => {
    app.get(
      '/:id/changes',
      { schema: { tags, params: streamParams, response: { 200: history, ...problemsOf(404) } } },
      async (request) => {
        const { id } = request.params;
        const items = await parts.db.transaction(askerOf(request).context, async (tx) => {
          if ((await organisationOf(tx, id)) === null) throw new NotFound();
          return changesOf(tx, id);
        });
        return { items };
      },
    );
    app.post('/:id/moves', { schema: { ...acting, body: moveBody } }, (request) =>
      changeOrganisation(parts, request, { act: 'moved', org: request.params.id, keep: [], ...request.body }),
    );
    app.post('/:id/mergers', { schema: { ...acting, body: mergeBody } }, (request) =>
      changeOrganisation(parts, request, { act: 'merged', org: request.params.id, ...request.body }),
    );
  };
}
