import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import * as places from '#api/campaign-places';
import { planCampaign } from '#api/campaign-planning';
import type { Parts } from '#api/parts';
import * as schemas from '#api/schemas/campaigns';
import { actHeaders, problemsOf, streamParams } from '#api/schemas/common';
import { recordedAnswer } from '#api/schemas/streams';
import type { Prepared, StreamResource } from '#api/stream-resource';
import { closePlaces, handPlaces, invitePlaces, settlePlaces } from '#db/campaign-acts';
import { campaignView } from '#db/queries/campaign-places';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { permitted } from '#domain/act-table';
import { CAMPAIGN_ACTS } from '#domain/campaign-acts';
import { findScale } from '#domain/scales/index';
import { usableIn } from '#domain/wording';
import { streamRoutes } from './streams.ts';

const tags = ['campaigns'];
const params = streamParams;

/** Screening campaigns: planned for a school, opened by people, answered on phones or paper; who answered is listed, never what. */
export function campaignRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(streamRoutes(parts, resourceOf(parts)));
    await app.register(readings(parts));
    await app.register(writings(parts));
  };
}

function resourceOf(parts: Parts): StreamResource {
  return {
    kind: 'campaign',
    name: 'campaigns',
    bodies: schemas.CAMPAIGN_BODIES,
    untold: true,
    permitted: (state, actor) => permitted(CAMPAIGN_ACTS, state, actor),
    prepare: (tx, id, asked) => prepare(tx, parts, id, asked as schemas.CampaignAsked),
  };
}

function readings(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/completion',
      {
        schema: {
          tags,
          querystring: schemas.completionQuery,
          response: { 200: schemas.completionPage, ...problemsOf() },
        },
      },
      (request) => places.listCompletion(parts, request, request.query),
    );
    app.get(
      '/:id/completion',
      { schema: { tags, params, response: { 200: schemas.completionAnswer, ...problemsOf(404) } } },
      (request) => places.readCompletion(parts, request, request.params.id),
    );
    app.get(
      '/:id/responses',
      {
        schema: {
          tags,
          params,
          querystring: schemas.responseQuery,
          response: { 200: schemas.responsePage, ...problemsOf(404) },
        },
      },
      (request) => places.listResponses(parts, request, request.params.id, request.query),
    );
    app.post(
      '/:id/codes',
      {
        schema: {
          tags,
          params,
          querystring: schemas.codeQuery,
          response: { 200: schemas.codePage, ...problemsOf(404) },
        },
      },
      (request) => places.showCodes(parts, request, request.params.id, request.query.class),
    );
  };
}

function writings(parts: Parts): FastifyPluginAsyncZod {
  const acting = { tags, headers: actHeaders };
  return async (app) => {
    app.post(
      '',
      {
        schema: { ...acting, body: schemas.planBody, response: { 200: recordedAnswer, ...problemsOf(404, 409, 422) } },
      },
      (request) => planCampaign(parts, request, request.body),
    );
    app.post(
      '/:id/responses',
      {
        schema: {
          ...acting,
          params,
          body: schemas.paperBody,
          response: { 200: schemas.paperAnswer, ...problemsOf(404, 422) },
        },
      },
      (request) => places.takePaper(parts, request, request.params.id, request.body),
    );
    app.post(
      '/:id/refusals',
      {
        schema: {
          ...acting,
          params,
          body: schemas.refusalBody,
          response: { 200: schemas.refusalAnswer, ...problemsOf(404, 409, 422) },
        },
      },
      (request) => places.recordRefusal(parts, request, request.params.id, request.body),
    );
  };
}

/** What the server knows better than a body: whether the wording was verified, and which pupils stand where. */
async function prepare(tx: Transaction, parts: Parts, id: string, asked: schemas.CampaignAsked): Promise<Prepared> {
  switch (asked.act) {
    case 'open':
      return { command: { ...asked, wordingVerified: await worded(tx, parts, id) } as AnyCommand };
    case 'invitePage':
      return { command: asked, complete: invitePlaces(id, asked) };
    case 'handAbsentees':
      return { command: asked, complete: handPlaces(id, asked.class) };
    case 'settleAbsentees':
      return { command: asked, complete: settlePlaces(id, asked) };
    case 'closeAnswering':
      return { command: asked, complete: closePlaces(id, asked.answers) };
    case 'acknowledge':
    case 'countInterviewers':
    case 'extendWindow':
    case 'withdraw':
      return { command: asked };
  }
}

async function worded(tx: Transaction, { demo }: Parts, id: string): Promise<boolean> {
  const view = await campaignView(tx, id);
  const found = view === null ? null : findScale(view.state.instrument, view.state.instrumentVersion);
  return found !== null && 'scale' in found && usableIn(found.scale, 'zh-CN', { demo }) === 'ok';
}
