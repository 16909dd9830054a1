import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { readCursor, writeCursor } from '#api/cursor';
import type { Parts } from '#api/parts';
import { read } from '#api/reading';
import {
  actHeaders,
  level,
  pageQuery,
  pageSize,
  problemsOf,
  readHeaders,
  streamParams,
  uuid,
} from '#api/schemas/common';
import { permittedAnswer, recordedAnswer, streamAnswer, streamPage, timelineAnswer } from '#api/schemas/streams';
import { actOn, bodyOf, readPermitted, readStream, type StreamResource } from '#api/stream-resource';
import { readTimeline } from '#api/timeline';
import { shownLine } from '#api/views';
import { listStreams, owedOf } from '#db/queries/stream-list';
import type { AnyCommand } from '#db/streams';

const listQuery = z.strictObject({
  ...pageQuery,
  open: z.enum(['true', 'false']).default('true'),
  level: level.optional(),
  stage: z
    .string()
    .regex(/^[A-Za-z]{1,40}$/)
    .optional(),
  student: uuid.optional(),
  silent: z.enum(['true']).optional().describe('Only referrals that a hospital left unanswered until their limit'),
});

/** List, view, act, permitted acts and timeline: the same five for every kind of stream. */
export function streamRoutes(parts: Parts, resource: StreamResource): FastifyPluginAsyncZod {
  const tags = [resource.name];
  const params = streamParams;
  const reading = { tags, params, headers: readHeaders };
  return async (app) => {
    app.get(
      '',
      {
        schema: { tags, querystring: listQuery, headers: readHeaders, response: { 200: streamPage, ...problemsOf() } },
      },
      (request) => listPage(parts, request, resource, request.query),
    );
    app.get('/:id', { schema: { ...reading, response: { 200: streamAnswer, ...problemsOf(404) } } }, (request) =>
      readStream(parts, request, resource, request.params.id),
    );
    app.get(
      '/:id/permitted-acts',
      { schema: { ...reading, response: { 200: permittedAnswer, ...problemsOf(404) } } },
      (request) => readPermitted(parts, request, resource, request.params.id),
    );
    if (resource.untold !== true)
      app.get(
        '/:id/timeline',
        { schema: { ...reading, response: { 200: timelineAnswer, ...problemsOf(404) } } },
        (request) => readTimeline(parts, request, resource.kind, request.params.id),
      );
    app.post(
      '/:id/acts',
      {
        schema: {
          tags,
          params,
          headers: actHeaders,
          body: bodyOf(resource.bodies),
          response: { 200: recordedAnswer, ...problemsOf(404, 408, 409, 413, 415, 422) },
        },
      },
      // One of the resource's own bodies, so an act that its rules know.
      (request) => actOn(parts, request, resource, request.params.id, request.body as unknown as AnyCommand),
    );
  };
}

type ListQuery = z.infer<typeof listQuery>;

function listPage(parts: Parts, request: FastifyRequest, { kind, name }: StreamResource, query: ListQuery) {
  const limit = pageSize(query.limit);
  return read(parts, request, async (tx, asker) => {
    const filter = {
      kind,
      open: query.open === 'true',
      ...(query.level === undefined ? {} : { levels: [query.level] }),
      ...(query.stage === undefined ? {} : { stage: query.stage }),
      ...(query.student === undefined ? {} : { student: query.student }),
      ...(query.silent === undefined ? {} : { silent: true }),
    };
    const lines = await listStreams(tx, filter, { after: readCursor(query.after), limit });
    const last = lines.length === limit ? lines.at(-1) : undefined;
    const at = last?.nextDueAt ?? last?.closedAt;
    const owed =
      kind === 'referral'
        ? await owedOf(
            tx,
            lines.map(({ id }) => id),
          )
        : undefined;
    const value = {
      items: lines.map((line) => ({
        ...shownLine(parts, line, asker),
        ...(owed === undefined ? {} : { owed: owed.get(line.id) ?? null }),
      })),
      next: last === undefined || at == null ? null : writeCursor({ at, id: last.id }),
    };
    return { value, readings: [{ action: `list:${name}` }] };
  });
}
