import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { actOnAssessment, preview, publish } from '#api/assessments';
import { listSets, publishSet } from '#api/indicator-sets';
import type { Parts } from '#api/parts';
import {
  listAssessments,
  readAssessment,
  readAssessmentVersions,
  readBehind,
  lineShown,
} from '#api/reading-assessments';
import * as schemas from '#api/schemas/assessments';
import { actHeaders, problemsOf, streamParams as params } from '#api/schemas/common';

const tags = ['assessments'];

/** Performance assessments of counties, schools and heads (A10): scored from records by published indicators, appealed line by line, frozen. */
export function assessmentRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(readings(parts));
    await app.register(writings(parts));
  };
}

/** By what is assessed: versions of indicators with their formulas. */
export function indicatorRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('', { schema: { tags, response: { 200: schemas.setsAnswer, ...problemsOf() } } }, (request) =>
      listSets(parts, request),
    );
    app.post(
      '',
      {
        schema: {
          tags,
          headers: actHeaders,
          body: schemas.setBody,
          response: { 200: schemas.setKept, ...problemsOf(409, 413, 422) },
        },
      },
      (request) => publishSet(parts, request, request.body),
    );
  };
}

function readings(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      {
        schema: {
          tags,
          querystring: schemas.assessmentQuery,
          response: { 200: schemas.assessmentPage, ...problemsOf(404) },
        },
      },
      (request) => listAssessments(parts, request, request.query),
    );
    app.get(
      '/:id',
      { schema: { tags, params, response: { 200: schemas.assessmentAnswer, ...problemsOf(404) } } },
      (request) => readAssessment(parts, request, request.params.id),
    );
    app.get(
      '/:id/versions',
      { schema: { tags, params, response: { 200: schemas.assessmentVersions, ...problemsOf(404) } } },
      (request) => readAssessmentVersions(parts, request, request.params.id),
    );
    app.get(
      '/:id/rows',
      {
        schema: {
          tags,
          params,
          querystring: schemas.behindQuery,
          response: { 200: schemas.behindAnswer, ...problemsOf(404) },
        },
      },
      (request) => readBehind(parts, request, request.params.id, request.query),
    );
  };
}

function writings(parts: Parts): FastifyPluginAsyncZod {
  const acting = {
    tags,
    headers: actHeaders,
    response: { 200: schemas.assessmentKept, ...problemsOf(404, 409, 413, 422) },
  };
  return async (app) => {
    app.post(
      '/preview',
      {
        schema: {
          tags,
          body: schemas.previewBody,
          response: { 200: schemas.previewAnswer, ...problemsOf(404, 413, 422) },
        },
      },
      async (request) => {
        const score = await preview(parts, request, request.body);
        return { ...score, lines: score.lines.map(lineShown) };
      },
    );
    app.post('', { schema: { ...acting, body: schemas.publishBody } }, (request) =>
      publish(parts, request, request.body),
    );
    app.post('/:id/acts', { schema: { ...acting, params, body: schemas.assessmentAct } }, (request) =>
      actOnAssessment(parts, request, request.params.id, request.body),
    );
  };
}
