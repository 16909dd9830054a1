import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { attach, XLSX } from '#api/attach';
import type { Parts } from '#api/parts';
import { recordsCsv, recordTemplateOf, recordsXlsx } from '#api/record-sheets';
import { problemsOf } from '#api/schemas/common';
import { kindParams, recordExportQuery } from '#api/schemas/records';

const tags = ['records'];

/** Records as tables: a template to fill in, and what stands, as an import takes it back. */
export function recordSheetRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/:kind/template.xlsx',
      { schema: { tags, params: kindParams, response: problemsOf() } },
      async ({ params: { kind } }, reply) => attach(reply, XLSX, `${kind}.xlsx`).send(await recordTemplateOf(kind)),
    );
    const exporting = {
      tags,
      description: 'At most 20,000 records, in the order in which they were last changed.',
      params: kindParams,
      querystring: recordExportQuery,
      response: problemsOf(404),
    };
    app.get('/:kind/export.csv', { schema: exporting }, async (request, reply) => {
      const { kind } = request.params;
      const body = await recordsCsv(parts, request, kind, request.query);
      return attach(reply, 'text/csv; charset=utf-8', `${kind}.csv`).send(body);
    });
    app.get('/:kind/export.xlsx', { schema: exporting }, async (request, reply) => {
      const { kind } = request.params;
      const body = await recordsXlsx(parts, request, kind, request.query);
      return attach(reply, XLSX, `${kind}.xlsx`).send(body);
    });
  };
}
