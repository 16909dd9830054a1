import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { instant, problemsOf, streamParams, uuid } from '#api/schemas/common';
import { NotFound } from '#db/commit';
import { OFFICE_NOTICE_REASONS } from '#db/schema/index';
import { readOfficeNotice, unreadOfficeNotices } from '#db/staff/office-notices';

const tags = ['notices'];
const list = z.object({
  items: z.array(
    z.object({
      id: uuid,
      reason: z
        .enum(OFFICE_NOTICE_REASONS)
        .describe('own: one was appointed; head: at the place one heads; shared: to the office one has held'),
      appointee: uuid,
      role: z.string(),
      orgName: z.string(),
      since: instant,
      createdAt: instant,
    }),
  ),
});
const done = z.object({ read: z.literal(true) });

/** Appointments that one is told of, until they are read. */
export function officeNoticeRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('', { schema: { tags, response: { 200: list, ...problemsOf() } } }, async (request) => {
      const { person, context } = askerOf(request);
      return { items: await parts.db.transaction(context, (tx) => unreadOfficeNotices(tx, person)) };
    });
    app.post(
      '/:id/read',
      { schema: { tags, params: streamParams, response: { 200: done, ...problemsOf(404) } } },
      async (request) => {
        const { person, context } = askerOf(request);
        const at = await parts.clock.now();
        const { id } = request.params;
        if (!(await parts.db.transaction(context, (tx) => readOfficeNotice(tx, person, id, at)))) throw new NotFound();
        return { read: true as const };
      },
    );
  };
}
