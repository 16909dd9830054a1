import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { read } from '#api/reading';
import { letTurn, planTurn, readerOf, runningTurns, shown, turnOf } from '#api/roll-overs';
import { pageSize, problemsOf, readHeaders, streamParams } from '#api/schemas/common';
import { leavers, leaversQuery, rollOver, rollOverBody, rollOverSchools, schoolsQuery } from '#api/schemas/roll-overs';
import { turnedSchools } from '#db/roll-over/job';
import { casesLeft } from '#db/queries/leavers';
import { can, NO_RELATION } from '#domain/permission';

const tags = ['rollOvers'];

/** The turn of the school year (A1): classes go up or leave with their pupils. A dry run first, then the release of what it found. */
export function rollOverRoutes(parts: Parts): FastifyPluginAsyncZod {
  const running = runningTurns(parts);
  return async (app) => {
    app.addHook('onClose', () => running.settled());
    app.post(
      '/organisations/:id/roll-overs',
      {
        schema: {
          tags,
          params: streamParams,
          body: rollOverBody,
          description: 'A dry run for a school, or for every school of a county or the city. Goes on by itself.',
          response: { 202: rollOver, ...problemsOf(404, 422) },
        },
      },
      async (request, reply) => {
        void reply.code(202);
        return planTurn(parts, request, request.params.id, request.body, running);
      },
    );
    app.get(
      '/roll-overs/:id',
      { schema: { tags, params: streamParams, response: { 200: rollOver, ...problemsOf(404) } } },
      async (request) => {
        const asker = readerOf(request);
        return shown(parts, asker, await turnOf(parts, asker, request.params.id), running);
      },
    );
    app.post(
      '/roll-overs/:id/release',
      {
        schema: {
          tags,
          params: streamParams,
          description:
            'On the day or later. Each school is turned whole or not at all; ask until it is done, held or failed.',
          response: { 202: rollOver, ...problemsOf(404, 409, 422) },
        },
      },
      async (request, reply) => {
        void reply.code(202);
        return letTurn(parts, request, request.params.id, running);
      },
    );
    await app.register(lists(parts));
  };
}

function lists(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/roll-overs/:id/schools',
      {
        schema: {
          tags,
          params: streamParams,
          querystring: schoolsQuery,
          response: { 200: rollOverSchools, ...problemsOf(404) },
        },
      },
      async (request) => {
        const asker = readerOf(request);
        const { id } = request.params;
        const { after, limit } = request.query;
        const size = pageSize(limit);
        const rows = await parts.db.transaction(asker.context, (tx) => turnedSchools(tx, id, { after, limit: size }));
        // A school reads its own line of what its county has begun.
        if (rows.length === 0) await turnOf(parts, asker, id);
        const items = rows.map(({ plan, leaving, ...row }) => ({
          ...row,
          ...plan,
          classes: [...plan.classes],
          pupils: [...plan.pupils],
          faults: [...plan.faults],
          graduates: leaving,
        }));
        return { items, next: rows.length === size ? (rows.at(-1)?.code ?? null) : null };
      },
    );
    app.get(
      '/roll-overs/:id/leavers',
      {
        schema: {
          tags,
          params: streamParams,
          querystring: leaversQuery,
          headers: readHeaders,
          description: 'Open cases of the pupils who leave: who answers for each until somebody has taken it over.',
          response: { 200: leavers, ...problemsOf(404) },
        },
      },
      async (request) => {
        if (!can(askerOf(request).role, 'listLedger', { ...NO_RELATION, place: true }))
          throw new Problem('notPermitted');
        const { id } = await turnOf(parts, askerOf(request), request.params.id);
        const { after, limit } = request.query;
        const size = pageSize(limit);
        return read(parts, request, async (tx) => {
          const items = await casesLeft(tx, id, { after, limit: size });
          const readings = items.map((item) => ({ action: 'listLeaver', student: item.student, stream: item.case }));
          return { value: { items, next: items.length === size ? (items.at(-1)?.case ?? null) : null }, readings };
        });
      },
    );
  };
}
