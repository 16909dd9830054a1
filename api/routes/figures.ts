import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listDifferences, listFigureRows, listFigures } from '#api/figures';
import type { Parts } from '#api/parts';
import { problemsOf } from '#api/schemas/common';
import * as schemas from '#api/schemas/figures';
import { recordPage } from '#api/schemas/records';

const tags = ['figures'];

/** Figures of the programme: each computed from records by a named rule, each opening its rows. */
export function figureRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      {
        schema: {
          tags,
          querystring: schemas.figureQuery,
          response: { 200: schemas.figuresAnswer, ...problemsOf(404) },
        },
      },
      (request) => listFigures(parts, request, request.query),
    );
    app.get(
      '/:code/rows',
      {
        schema: {
          tags,
          params: schemas.figureParams,
          querystring: schemas.figureRowsQuery,
          response: { 200: recordPage, ...problemsOf(404) },
        },
      },
      (request) => listFigureRows(parts, request, request.params.code, request.query),
    );
    app.get(
      '/:code/differences',
      {
        schema: {
          tags,
          params: schemas.figureParams,
          querystring: schemas.figureRowsQuery,
          description: 'Beside the same days a year before: which records came and which went',
          response: { 200: schemas.differencesAnswer, ...problemsOf(404) },
        },
      },
      (request) => listDifferences(parts, request, request.params.code, request.query),
    );
  };
}
