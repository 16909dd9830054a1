import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listDisclosures } from '#api/disclosures';
import type { Parts } from '#api/parts';
import { problemsOf, readHeaders, streamParams } from '#api/schemas/common';
import { disclosureList } from '#api/schemas/disclosures';
import { sheetHeaders, sheetList } from '#api/schemas/sheets';
import { listSheets } from '#api/sheets';

/** What the record holds about one student besides the streams. Under /students/:id. */
export function studentRecordRoutes(parts: Parts): FastifyPluginAsyncZod {
  const reading = { params: streamParams, headers: readHeaders };
  return async (app) => {
    app.get(
      '/:id/disclosures',
      { schema: { ...reading, tags: ['disclosures'], response: { 200: disclosureList, ...problemsOf(404) } } },
      (request) => listDisclosures(parts, request, request.params.id),
    );
    app.get(
      '/:id/sheets',
      {
        schema: {
          tags: ['students'],
          summary: 'What the student answered, opened under a reason',
          params: streamParams,
          headers: sheetHeaders,
          response: { 200: sheetList, ...problemsOf(404) },
        },
      },
      (request) => listSheets(parts, request, request.params.id),
    );
  };
}
