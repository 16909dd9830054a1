import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { makeCaseSummary } from '#api/papers/case-summary';
import { sendWord, shown } from '#api/papers/making';
import type { Parts } from '#api/parts';
import { exportCase, proveCase } from '#api/proof';
import { CASE_BODIES } from '#api/schemas/case-acts';
import { problemsOf, readHeaders, streamParams } from '#api/schemas/common';
import { exportHeaders } from '#api/schemas/ledger';
import { paperAnswer, summaryQuery } from '#api/schemas/papers';
import { proofAnswer } from '#api/schemas/read-log';
import { permittedCaseActs } from '#domain/case-acts';
import type { CaseState } from '#domain/case-state';
import { streamRoutes } from './streams.ts';

/** Cases: the five of every stream, and the proof that nothing in one was altered. */
export function caseRoutes(parts: Parts): FastifyPluginAsyncZod {
  const tags = ['cases'];
  const params = streamParams;
  return async (app) => {
    await app.register(
      streamRoutes(parts, {
        kind: 'case',
        name: 'cases',
        bodies: CASE_BODIES,
        permitted: (state, actor) => permittedCaseActs(state as CaseState, actor),
      }),
    );
    const summary = { tags, params, headers: exportHeaders, querystring: summaryQuery };
    app.get(
      '/:id/summary',
      { schema: { ...summary, response: { 200: paperAnswer, ...problemsOf(404) } } },
      async (request) => shown(await makeCaseSummary(parts, request, request.params.id, request.query.name)),
    );
    app.get('/:id/summary.docx', { schema: summary }, async (request, reply) =>
      sendWord(reply, await makeCaseSummary(parts, request, request.params.id, request.query.name)),
    );
    app.get(
      '/:id/proof',
      { schema: { tags, params, headers: readHeaders, response: { 200: proofAnswer, ...problemsOf(404) } } },
      (request) => proveCase(parts, request, request.params.id),
    );
    app.get('/:id/export', { schema: { tags, params, headers: exportHeaders } }, async (request, reply) => {
      const body = await exportCase(parts, request, request.params.id);
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="case.jsonl"')
        .send(body);
    });
  };
}
