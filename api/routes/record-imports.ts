import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { LIMITS } from '#adapters/spreadsheets/limits';
import { attach } from '#api/attach';
import type { Parts } from '#api/parts';
import { beginRelease, giveUpImport, readImport, recordReleases, refusedCsv, uploadRecords } from '#api/record-imports';
import { problemsOf, streamParams } from '#api/schemas/common';
import { recordImportAnswer, recordReleaseBody } from '#api/schemas/record-imports';
import { kindParams } from '#api/schemas/records';

const tags = ['records'];

/** Files of records in two steps: an upload is checked and kept sealed, a release writes it. */
export function recordImportRoutes(parts: Parts): FastifyPluginAsyncZod {
  const running = recordReleases(parts);
  return async (app) => {
    await app.register(multipart, { limits: { fileSize: LIMITS.fileBytes, files: 1, fields: 0, parts: 1 } });
    app.addHook('onClose', () => running.settled());
    app.post(
      '/:kind/imports',
      {
        schema: {
          tags,
          consumes: ['multipart/form-data'],
          description: 'A file as multipart/form-data, xlsx or csv. Checked row by row; nothing is written yet.',
          params: kindParams,
          response: { 201: recordImportAnswer, ...problemsOf(413, 415, 422) },
        },
      },
      async (request, reply) => {
        void reply.code(201);
        return uploadRecords(parts, request, request.params.kind);
      },
    );
    app.get(
      '/imports/:id',
      { schema: { tags, params: streamParams, response: { 200: recordImportAnswer, ...problemsOf(404) } } },
      (request) => readImport(parts, request, request.params.id),
    );
    app.get(
      '/imports/:id/refused.csv',
      { schema: { tags, params: streamParams, response: problemsOf(404) } },
      async (request, reply) => {
        const { id } = request.params;
        const body = await refusedCsv(parts, request, id);
        return attach(reply, 'text/csv; charset=utf-8', `refused-${id}.csv`).send(body);
      },
    );
    app.post(
      '/imports/:id/release',
      {
        schema: {
          tags,
          params: streamParams,
          body: recordReleaseBody,
          description: 'Goes on by itself: ask for the import until its state is done, held or failed.',
          response: { 202: recordImportAnswer, ...problemsOf(404, 409) },
        },
      },
      async (request, reply) => {
        void reply.code(202);
        return beginRelease(parts, running, request, request.params.id, request.body);
      },
    );
    app.post(
      '/imports/:id/give-up',
      { schema: { tags, params: streamParams, response: { 200: recordImportAnswer, ...problemsOf(404, 409) } } },
      (request) => giveUpImport(parts, running, request, request.params.id),
    );
  };
}
