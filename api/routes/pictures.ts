import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Parts } from '#api/parts';
import { exportPicture, listPictures, readPicture } from '#api/pictures';
import { problemsOf } from '#api/schemas/common';
import { exportHeaders } from '#api/schemas/ledger';
import * as schemas from '#api/schemas/pictures';

const tags = ['pictures'];

/** Numbers over a place that people would rather look at than read, each with its definition. */
export function pictureRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('', { schema: { tags, response: { 200: schemas.picturesAnswer, ...problemsOf() } } }, (request) =>
      listPictures(parts, request),
    );
    app.get(
      '/:picture',
      {
        schema: {
          tags,
          params: schemas.pictureParams,
          querystring: schemas.pictureQuery,
          response: { 200: schemas.pictureAnswer, ...problemsOf(404) },
        },
      },
      (request) => readPicture(parts, request, request.params.picture, request.query),
    );
    app.get(
      '/:picture/export.csv',
      {
        schema: {
          tags,
          params: schemas.pictureParams,
          querystring: schemas.pictureQuery,
          headers: exportHeaders,
        },
      },
      async (request, reply) => {
        const { picture } = request.params;
        const body = await exportPicture(parts, request, picture, request.query);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${picture}.csv"`)
          .send(body);
      },
    );
  };
}
