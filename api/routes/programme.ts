import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Parts } from '#api/parts';
import { readGapCounts, readGaps } from '#api/programme';
import { readCoverage, readHours } from '#api/provision';
import { problemsOf } from '#api/schemas/common';
import * as schemas from '#api/schemas/programme';

const tags = ['programme'];

/** The programme at one look: what is missing or late and who is to act (A1, A2), class hours (A4), staff and trainings (A6, A7). */
export function programmeRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/gaps',
      { schema: { tags, querystring: schemas.gapsQuery, response: { 200: schemas.gapsAnswer, ...problemsOf(404) } } },
      (request) => readGaps(parts, request, request.query),
    );
    app.get(
      '/gaps/counts',
      {
        schema: {
          tags,
          querystring: schemas.gapCountsQuery,
          response: { 200: schemas.gapCountsAnswer, ...problemsOf(404) },
        },
      },
      (request) => readGapCounts(parts, request, request.query),
    );
    app.get(
      '/hours',
      { schema: { tags, querystring: schemas.hoursQuery, response: { 200: schemas.hoursAnswer, ...problemsOf(404) } } },
      (request) => readHours(parts, request, request.query),
    );
    app.get(
      '/coverage',
      {
        schema: {
          tags,
          querystring: schemas.coverageQuery,
          response: { 200: schemas.coverageAnswer, ...problemsOf(404) },
        },
      },
      (request) => readCoverage(parts, request, request.query),
    );
  };
}
