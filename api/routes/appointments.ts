import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { keep, keeperOf, rehearse, shownLeaving } from '#api/people';
import type { Parts } from '#api/parts';
import { actHeaders, problemsOf, streamParams } from '#api/schemas/common';
import * as schemas from '#api/schemas/people';
import { appoint, changePost, endAppointment } from '#db/staff/appoint';

const tags = ['people'];
const acting = { tags, headers: actHeaders };
const guard = (request: FastifyRequest) => keeperOf(request, 'keepPeople', 'keepSecondFactors');

/** What somebody is appointed to: given, called otherwise, ended. */
export function appointmentRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/:id/appointments',
      {
        schema: {
          ...acting,
          params: streamParams,
          body: schemas.officeBody,
          response: { 200: schemas.keptAnswer, ...problemsOf(404, 409, 422) },
        },
      },
      async (request) => {
        guard(request);
        const { body, params } = request;
        const about = `${params.id} ${body.role} ${body.org}`;
        const { id, at } = await keep(parts, request, { act: 'appoint', about, asked: body }, (tx, keeper, now) =>
          appoint(tx, keeper, params.id, body, now),
        );
        return { id, at };
      },
    );
    app.put(
      '/:id/appointments/:appointment',
      {
        schema: {
          ...acting,
          params: schemas.officeParams,
          body: schemas.postBody,
          response: { 200: schemas.keptAnswer, ...problemsOf(404, 422) },
        },
      },
      async (request) => {
        guard(request);
        const { body, params } = request;
        const about = `${params.id} ${params.appointment} ${body.post ?? '-'} ${body.priority}`;
        const { id, at } = await keep(
          parts,
          request,
          { act: 'changePost', about, asked: body },
          async (tx, keeper, now) => {
            await changePost(tx, keeper, { id: params.appointment, person: params.id, ...body }, now);
            return params.appointment;
          },
        );
        return { id, at };
      },
    );
    await app.register(endings(parts));
  };
}

function endings(parts: Parts): FastifyPluginAsyncZod {
  const ending = { params: schemas.officeParams, body: schemas.endBody };
  return async (app) => {
    app.post(
      '/:id/appointments/:appointment/end/preview',
      { schema: { tags, ...ending, response: { 200: schemas.leaving, ...problemsOf(404, 422) } } },
      async (request) => {
        guard(request);
        const { body, params } = request;
        const wish = { id: params.appointment, person: params.id, until: body.until };
        const leaving = await rehearse(parts, request, body, (tx, keeper, now) =>
          endAppointment(tx, keeper, wish, now),
        );
        return shownLeaving(parts, request, leaving);
      },
    );
    app.post(
      '/:id/appointments/:appointment/end',
      { schema: { ...acting, ...ending, response: { 200: schemas.keptAnswer, ...problemsOf(404, 422) } } },
      async (request) => {
        guard(request);
        const { body, params } = request;
        const act = { act: 'endAppointment', about: `${params.id} ${params.appointment}`, asked: body };
        const { id, at } = await keep(parts, request, act, async (tx, keeper, now) => {
          const wish = { id: params.appointment, person: params.id, until: body.until };
          await endAppointment(tx, keeper, wish, now);
          return params.appointment;
        });
        return { id, at };
      },
    );
  };
}
