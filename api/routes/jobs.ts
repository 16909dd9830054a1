import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import { readCursor, writeCursor } from '#api/cursor';
import type { Parts } from '#api/parts';
import { instant, pageQuery, pageSize, problemsOf, uuid } from '#api/schemas/common';
import { JOB_STATES } from '#db/imports/jobs';
import { myJobs } from '#db/imports/my-jobs';

const line = z.object({
  id: uuid,
  job: z
    .string()
    .describe(
      '`records`: a file of programme records; `reportFreeze`: a report being sealed; `rosterImport`, `answersImport`; `rollOver`: the turn of a school year; `leavers`: hand-overs of those who left by it',
    ),
  holds: z.string().nullable().describe('What the file holds; of programme records: their kind'),
  state: z.enum(JOB_STATES),
  progress: z.int(),
  total: z.int().nullable(),
  about: uuid.nullable().describe('The report that is being sealed'),
  refused: z.int().describe('Rows of the file that were not fit to be taken'),
  orgName: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
const page = z.object({ items: z.array(line), next: z.string().nullable() });

/** Long work that the asker has begun: it goes on by itself, and is found here again whichever page was closed. */
export function jobRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      { schema: { tags: ['jobs'], querystring: z.strictObject(pageQuery), response: { 200: page, ...problemsOf() } } },
      async (request) => {
        const { context, person } = askerOf(request);
        const limit = pageSize(request.query.limit);
        const after = readCursor(request.query.after);
        const items = await parts.db.transaction(context, (tx) => myJobs(tx, person, { after, limit }));
        const last = items.length === limit ? items.at(-1) : undefined;
        return { items, next: last === undefined ? null : writeCursor({ at: last.createdAt, id: last.id }) };
      },
    );
  };
}
