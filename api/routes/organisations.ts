import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { code, pageSize, problemsOf, streamParams, uuid } from '#api/schemas/common';
import { NotFound } from '#db/commit';
import { listOrganisations, organisationOf } from '#db/queries/organisations';

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
const query = z.strictObject({
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

/** The tree of offices, schools, classes and hospitals: chains of call reach across it, so all staff may read it. */
export function organisationRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    const page = z.object({ items: z.array(line), next: z.string().nullable() });
    app.get('', { schema: { tags, querystring: query, response: { 200: page, ...problemsOf() } } }, async (request) => {
      const { after, limit, parent, kind, code: wanted, like, mine } = request.query;
      const { context, path } = askerOf(request);
      const size = pageSize(limit);
      const filter = {
        ...(parent === undefined ? {} : { parent }),
        ...(kind === undefined ? {} : { kind }),
        ...(wanted === undefined ? {} : { code: wanted }),
        ...(like === undefined ? {} : { like }),
        ...(mine === undefined ? {} : { under: path }),
      };
      const items = await parts.db.transaction(context, (tx) =>
        listOrganisations(tx, filter, { afterCode: after, limit: size }),
      );
      return { items, next: items.length === size ? (items.at(-1)?.code ?? null) : null };
    });
    app.get(
      '/:id',
      { schema: { tags, params: streamParams, response: { 200: line, ...problemsOf(404) } } },
      async (request) => {
        const { id } = request.params;
        const found = await parts.db.transaction(askerOf(request).context, (tx) => organisationOf(tx, id));
        if (found === null) throw new NotFound();
        return found;
      },
    );
  };
}
