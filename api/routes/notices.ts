import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import { readCursor, writeCursor } from '#api/cursor';
import type { Parts } from '#api/parts';
import { instant, pageQuery, pageSize, problemsOf, streamParams, uuid } from '#api/schemas/common';
import { aboutDuty, recordOfStream } from '#api/schemas/duties';
import { followMoves } from '#api/live-moves';
import { liveNotices } from '#api/live-notices';
import { NotFound } from '#db/commit';
import { listNotices, readNotice } from '#db/queries/my-notices';

const tags = ['notices'];
const query = z.strictObject({
  ...pageQuery,
  unread: z.enum(['true', 'false']).default('false').describe('Only what one has not read and nobody has done'),
});
const page = z.object({
  items: z.array(
    z.object({
      id: uuid,
      stream: uuid,
      streamKind: z.string().nullable().describe('Null, as case, stage and record: no longer in sight'),
      case: uuid.nullable(),
      stage: z.string().nullable(),
      level: z.string().nullable(),
      student: uuid.nullable().describe('Whom it is about, for who may act on it'),
      record: recordOfStream,
      duty: z.int(),
      dutyKind: z.string(),
      ...aboutDuty,
      step: z.int(),
      template: z.string().describe('Code of a neutral text'),
      createdAt: instant,
      attempts: z.int().describe('How often it was sent; a red one is sent again until somebody acknowledges'),
      readAt: instant.nullable(),
      limitAt: instant.nullable(),
    }),
  ),
  next: z.string().nullable(),
});
// A browser sends no headers of ours with a line of events.
const line = z.strictObject({
  appointment: uuid.optional().describe('In which of their appointments; the first if left out'),
});
const done = z.object({ read: z.literal(true) });

/** What one is called to, as it happens; codes and ids only. */
export function noticeRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    const moves = followMoves(parts);
    app.addHook('onClose', async () => moves.stop());
    app.get('', { schema: { tags, querystring: query, response: { 200: page, ...problemsOf() } } }, async (request) => {
      const { person, context } = askerOf(request);
      const { unread, after, limit } = request.query;
      const size = pageSize(limit);
      const wanted = { unread: unread === 'true', after: readCursor(after), limit: size };
      const items = await parts.db.transaction(context, (tx) => listNotices(tx, person, wanted));
      const last = items.length === size ? items.at(-1) : undefined;
      return { items, next: last === undefined ? null : writeCursor({ at: last.createdAt, id: last.id }) };
    });
    app.post(
      '/:id/read',
      { schema: { tags, params: streamParams, response: { 200: done, ...problemsOf(404) } } },
      async (request) => {
        const { person, context } = askerOf(request);
        const at = await parts.clock.now();
        const { id } = request.params;
        if (!(await parts.db.transaction(context, (tx) => readNotice(tx, person, id, at)))) throw new NotFound();
        return { read: true as const };
      },
    );
    app.get(
      '/stream',
      { schema: { tags, description: 'Server-sent events', querystring: line } },
      (request: FastifyRequest, reply: FastifyReply) => liveNotices(parts, moves, request, reply),
    );
  };
}
