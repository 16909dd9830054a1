import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listLinks, makeLink, revokeLink } from '#api/guardian-links';
import { openPage, sayYes, takeBack } from '#api/guardian-page';
import { helpLinesAlways } from '#api/help-lines';
import type { Parts } from '#api/parts';
import { languageOf } from '#api/problem';
import { actHeaders, problemsOf, readHeaders, streamParams } from '#api/schemas/common';
import { keptAnswer } from '#api/schemas/consents';
import * as schemas from '#api/schemas/guardians';

/** Ways in for guardians, made and ended by the school. Under /students/:id. */
export function guardianLinkRoutes(parts: Parts): FastifyPluginAsyncZod {
  const tags = ['guardians'];
  return async (app) => {
    app.get(
      '/:id/guardian-links',
      {
        schema: {
          tags,
          params: streamParams,
          headers: readHeaders,
          response: { 200: schemas.linkList, ...problemsOf(404) },
        },
      },
      (request) => listLinks(parts, request, request.params.id),
    );
    app.post(
      '/:id/guardian-links',
      {
        schema: {
          tags,
          summary: 'A link and a code for one guardian, for one purpose; the code goes by another way than the link',
          params: streamParams,
          headers: actHeaders,
          body: schemas.linkBody,
          response: { 200: schemas.linkAnswer, ...problemsOf(404, 409, 422) },
        },
      },
      (request) => makeLink(parts, request, request.params.id, request.body),
    );
    app.post(
      '/:id/guardian-links/:link/revoke',
      {
        schema: {
          tags,
          params: schemas.linkParams,
          headers: actHeaders,
          response: { 200: schemas.linkEnded, ...problemsOf(404, 422) },
        },
      },
      (request) => revokeLink(parts, request, request.params.id, request.params.link),
    );
  };
}

/** What a guardian's phone calls with the link and the code. The code is part of every request: nothing is remembered between them. */
export function guardianRoutes(parts: Parts): FastifyPluginAsyncZod {
  const tags = ['guardians'];
  const config = { access: 'open' } as const;
  const shared = { tags, params: schemas.tokenParams };
  const answers = problemsOf(404, 409, 413, 415, 422);
  return async (app) => {
    const help = helpLinesAlways(app);
    app.post(
      '/:token/open',
      { config, schema: { ...shared, body: schemas.codeBody, response: { 200: schemas.guardianAnswer, ...answers } } },
      async (request) => {
        const language = languageOf(request.headers['accept-language']);
        const shown = await openPage(parts, request, request.params.token, request.body.code, language);
        help.are(shown.helpLines);
        return shown;
      },
    );
    const kept = { headers: actHeaders, response: { 200: keptAnswer, ...answers } };
    app.post('/:token/agree', { config, schema: { ...shared, ...kept, body: schemas.guardianSays } }, (request) =>
      sayYes(parts, request, request.params.token, request.body),
    );
    app.post('/:token/withdraw', { config, schema: { ...shared, ...kept, body: schemas.takeBackBody } }, (request) =>
      takeBack(parts, request, request.params.token, request.body),
    );
  };
}
