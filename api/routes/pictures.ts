import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Parts } from '#api/parts';
import { listPictures, readPicture } from '#api/pictures';
import { problemsOf } from '#api/schemas/common';
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
  };
}
