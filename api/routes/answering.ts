import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { answerAssent, callNow, handIn, openByCode, showForm } from '#api/answering';
import { helpLinesAlways } from '#api/help-lines';
import type { Parts } from '#api/parts';
import { languageOf } from '#api/problem';
import * as schemas from '#api/schemas/answering';
import { actHeaders, problemsOf } from '#api/schemas/common';
import { words } from '#domain/words';
import { begunRoutes, type Opened } from './answering-begun.ts';

const tags = ['answering'];
const config = { access: 'open' } as const;
const params = schemas.answeringParams;
const answers = problemsOf(404, 413, 415, 422);
const THANKS = words(
  '谢谢你的回答。如果想找人聊聊，随时可以拨打下面的电话，也可以找你信任的老师。',
  'Thank you for your answers. If you want to talk with someone, call one of these numbers or go to a teacher you trust.',
);
const TOLD = words(
  '已经通知学校的老师，会尽快联系你。请留在有人的地方；如果等不及，请马上拨打下面的电话，任何时候都可以。',
  'Your school is being told and someone will come to you. Stay where people are; if you cannot wait, call one of these numbers, at any time.',
);

/** What a pupil's phone calls with a one-time code. It shows no name and never a score; the help lines stand under every answer, refusals too. */
export function answeringRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    const help = helpLinesAlways(app);
    const opened: Opened = async ({ params: { code } }) => {
      const found = await openByCode(parts, code, (policy) => help.are(policy.helpLines));
      return { ...found, helpLines: [...found.policy.helpLines] };
    };
    const form = async (request: Parameters<Opened>[0] & Pick<FastifyRequest, 'headers'>) => {
      const { invitation, now, helpLines } = await opened(request);
      return { ...showForm(invitation, languageOf(request.headers['accept-language']), parts.demo, now), helpLines };
    };
    await app.register(begunRoutes(parts, help, opened));
    app.get(
      '/:code',
      { config, schema: { tags, params, response: { 200: schemas.formAnswer, ...answers } } },
      (request) => form(request),
    );
    app.post(
      '/:code/assent',
      {
        config,
        schema: {
          tags,
          summary: 'The pupil agrees to be asked, or refuses; answered with the form as it then is',
          params,
          headers: actHeaders,
          body: schemas.assentBody,
          response: { 200: schemas.formAnswer, ...answers, ...problemsOf(409) },
        },
      },
      async (request) => {
        const { invitation } = await opened(request);
        await answerAssent(parts, request, invitation, request.body.agrees);
        return form(request);
      },
    );
    await app.register(handingIn(parts, opened));
  };
}

function handingIn(parts: Parts, opened: Opened): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/:code',
      {
        config,
        schema: {
          tags,
          params,
          headers: actHeaders,
          body: schemas.sheetBody,
          response: { 200: schemas.thanksAnswer, ...answers },
        },
      },
      async (request) => {
        const { invitation, now, helpLines } = await opened(request);
        await handIn(parts, request, invitation, request.body, now);
        return { thanks: THANKS[languageOf(request.headers['accept-language'])], helpLines };
      },
    );
    app.post(
      '/:code/now',
      {
        config,
        schema: {
          tags,
          summary: '“I want to talk with someone now”: pages people at once, whatever was answered',
          params,
          headers: schemas.nowHeaders,
          response: { 200: schemas.nowAnswer, ...answers },
        },
      },
      async (request) => {
        const { invitation, policy, now, helpLines } = await opened(request);
        await callNow(parts, request.headers['idempotency-key'] ?? randomUUID(), invitation, policy, now);
        return { told: TOLD[languageOf(request.headers['accept-language'])], helpLines };
      },
    );
  };
}
