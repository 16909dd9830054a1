import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listConsents, recordConsent, takeBack } from '#api/consents';
import type { Parts } from '#api/parts';
import { actHeaders, problemsOf, readHeaders, streamParams } from '#api/schemas/common';
import * as schemas from '#api/schemas/consents';

const tags = ['consents'];

/** What guardians allowed: recorded by staff with its evidence, taken back at any time. Under /students/:id. */
export function consentRoutes(parts: Parts): FastifyPluginAsyncZod {
  const kept = { 200: schemas.keptAnswer, ...problemsOf(404, 413, 422) };
  return async (app) => {
    app.get(
      '/:id/consents',
      {
        schema: {
          tags,
          params: streamParams,
          headers: readHeaders,
          response: { 200: schemas.consentList, ...problemsOf(404) },
        },
      },
      (request) => listConsents(parts, request, request.params.id),
    );
    app.post(
      '/:id/consents',
      { schema: { tags, params: streamParams, headers: actHeaders, body: schemas.consentBody, response: kept } },
      (request) => recordConsent(parts, request, request.params.id, request.body),
    );
    app.post(
      '/:id/consents/:consent/revoke',
      { schema: { tags, params: schemas.consentParams, headers: actHeaders, response: kept } },
      (request) => takeBack(parts, request, request.params.id, request.params.consent),
    );
  };
}
