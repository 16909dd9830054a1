import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { attach } from '#api/attach';
import type { Parts } from '#api/parts';
import { draftFiles, reportDocument, reportFile } from '#api/reports/documents';
import { freezings } from '#api/reports/freezings';
import { listPage, listTopics, readHistory, readReport } from '#api/reports/reading';
import { signReport } from '#api/reports/signing';
import * as write from '#api/reports/writing';
import { actHeaders, problemsOf, streamParams } from '#api/schemas/common';
import * as schemas from '#api/schemas/reports';

const tags = ['reports'];
const params = streamParams;

/** Annual reports and replies to proposals: drawn from figures, written around, signed by two, frozen with their bytes; corrected only by another. */
export function reportRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(readings(parts));
    await app.register(files(parts));
    await app.register(writings(parts));
    await app.register(steps(parts));
  };
}

function readings(parts: Parts): FastifyPluginAsyncZod {
  const one = <S extends z.ZodType>(answer: S) => ({ tags, params, response: { 200: answer, ...problemsOf(404) } });
  return async (app) => {
    app.get(
      '',
      { schema: { tags, querystring: schemas.reportQuery, response: { 200: schemas.reportPage, ...problemsOf(404) } } },
      (request) => listPage(parts, request, request.query),
    );
    app.get('/topics', { schema: { tags, response: { 200: schemas.topicsAnswer, ...problemsOf() } } }, () =>
      listTopics(),
    );
    app.get('/:id', { schema: one(schemas.reportAnswer) }, (request) => readReport(parts, request, request.params.id));
    app.get('/:id/versions', { schema: one(schemas.versionPage) }, (request) =>
      readHistory(parts, request, request.params.id),
    );
    app.get(
      '/:id/moved',
      {
        schema: {
          ...one(schemas.movedAnswer),
          description: 'Figures that are no longer what the report shows; it is not signed until it is refreshed',
        },
      },
      (request) => write.readMoved(parts, request, request.params.id),
    );
  };
}

function files(parts: Parts): FastifyPluginAsyncZod {
  const drafts = draftFiles();
  const file = { tags, params, response: problemsOf(404) };
  return async (app) => {
    app.get('/:id/word', { schema: file }, async (request, reply) => {
      const { type, name, bytes } = await reportFile(parts, drafts, request, request.params.id, 'word');
      return attach(reply, type, name).header('cache-control', 'no-store').send(bytes);
    });
    app.get('/:id/workbook', { schema: file }, async (request, reply) => {
      const { type, name, bytes } = await reportFile(parts, drafts, request, request.params.id, 'workbook');
      return attach(reply, type, name).header('cache-control', 'no-store').send(bytes);
    });
    app.get(
      '/:id/document.json',
      { schema: { tags, params, response: { 200: z.record(z.string(), z.unknown()), ...problemsOf(404) } } },
      (request) => reportDocument(parts, request, request.params.id),
    );
  };
}

const acting = {
  tags,
  headers: actHeaders,
  response: { 200: schemas.reportAnswer, ...problemsOf(404, 409, 413, 422) },
};

function writings(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('', { schema: { ...acting, body: schemas.beginBody } }, (request) =>
      write.begin(parts, request, request.body),
    );
    app.put(
      '/:id/blocks/:block',
      { schema: { ...acting, params: schemas.blockParams, body: schemas.blockBody } },
      (request) => write.writeBlock(parts, request, request.params, request.body),
    );
    app.post('/:id/blocks', { schema: { ...acting, params, body: schemas.newBlockBody } }, (request) =>
      write.addOwnBlock(parts, request, request.params.id, request.body),
    );
    app.post(
      '/:id/blocks/:block/drop',
      { schema: { ...acting, params: schemas.blockParams, body: schemas.againstBody } },
      (request) => write.dropOwnBlock(parts, request, request.params, request.body),
    );
    app.put('/:id/form', { schema: { ...acting, params, body: schemas.formBody } }, (request) =>
      write.writeForm(parts, request, request.params.id, request.body),
    );
    app.put('/:id/plan', { schema: { ...acting, params, body: schemas.planBody } }, (request) =>
      write.writePlan(parts, request, request.params.id, request.body),
    );
    app.post('/:id/refresh', { schema: { ...acting, params, body: schemas.againstBody } }, (request) =>
      write.refresh(parts, request, request.params.id, request.body),
    );
  };
}

function steps(parts: Parts): FastifyPluginAsyncZod {
  const running = freezings(parts);
  return async (app) => {
    app.addHook('onClose', () => running.settled());
    app.post('/:id/submit', { schema: { ...acting, params, body: schemas.againstBody } }, (request) =>
      write.submit(parts, request, request.params.id, request.body),
    );
    app.post(
      '/:id/sign',
      {
        schema: {
          ...acting,
          params,
          body: schemas.againstBody,
          description:
            'The second signature goes on by itself: ask for the report until its state is frozen, or its job failed.',
        },
      },
      (request) => signReport(parts, running, request, request.params.id, request.body),
    );
    app.post('/:id/return', { schema: { ...acting, params, body: schemas.returnBody } }, (request) =>
      write.giveBack(parts, request, request.params.id, request.body),
    );
    app.post('/:id/withdraw', { schema: { ...acting, params, body: schemas.noBody } }, (request) =>
      write.giveUp(parts, request, request.params.id),
    );
    app.post('/:id/corrections', { schema: { ...acting, params, body: schemas.correctionBody } }, (request) =>
      write.correct(parts, request, request.params.id, request.body),
    );
  };
}
