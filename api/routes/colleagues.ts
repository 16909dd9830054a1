import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { idList, problemsOf, uuid } from '#api/schemas/common';
import { listColleagues } from '#db/queries/colleagues';
import { ROLES } from '#domain/role';

const MOST = 200;
const query = z.strictObject({
  role: z.enum(ROLES).optional(),
  ids: idList.optional().describe('Up to a hundred ids, with commas: those people, wherever they work'),
});
const page = z.object({
  items: z.array(z.object({ person: uuid, displayName: z.string(), role: z.string(), org: uuid, orgName: z.string() })),
});

/** Members of staff by name, for acts that name one (a watcher, a receiver) and for reading who holds a duty. */
export function colleagueRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      { schema: { tags: ['colleagues'], querystring: query, response: { 200: page, ...problemsOf() } } },
      async (request) => {
        const { context, path } = askerOf(request);
        const { role, ids } = request.query;
        const at = await parts.clock.now();
        const filter = {
          path,
          ...(ids === undefined ? {} : { ids: ids.split(',') }),
          ...(role === undefined ? {} : { roles: [role] }),
        };
        return { items: await parts.db.transaction(context, (tx) => listColleagues(tx, filter, at, MOST)) };
      },
    );
  };
}
