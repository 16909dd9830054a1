import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { attend, attendanceCode } from '#api/attendance';
import type { Parts } from '#api/parts';
import { listApprovals, listDuties, listKinds, listPage, readRecord, readVersions } from '#api/reading-records';
import { approve, change, fulfil, keep, withdraw } from '#api/records';
import { actHeaders, problemsOf } from '#api/schemas/common';
import * as schemas from '#api/schemas/records';
import { recordImportRoutes } from './record-imports.ts';
import { recordSheetRoutes } from './record-sheets.ts';

const tags = ['records'];
const params = schemas.recordParams;

/** Records of the programme (A1-A11), one way for every kind: kept, changed with a reason, approved, withdrawn, never deleted. */
export function recordRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(owing(parts));
    await app.register(readings(parts));
    await app.register(writings(parts));
    await app.register(recordSheetRoutes(parts));
    await app.register(recordImportRoutes(parts));
  };
}

/** What there is to keep, and what it asks of the asker. */
function owing(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/kinds', { schema: { tags, response: { 200: schemas.kindsAnswer, ...problemsOf() } } }, (request) =>
      listKinds(parts, request),
    );
    app.get(
      '/duties',
      {
        schema: {
          tags,
          querystring: schemas.recordDutyQuery,
          response: { 200: schemas.recordDutyPage, ...problemsOf() },
        },
      },
      (request) => listDuties(parts, request, request.query),
    );
    app.get(
      '/approvals',
      { schema: { tags, response: { 200: schemas.approvalsAnswer, ...problemsOf() } } },
      (request) => listApprovals(parts, request),
    );
  };
}

function readings(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/:kind',
      {
        schema: {
          tags,
          params: schemas.kindParams,
          querystring: schemas.recordQuery,
          response: { 200: schemas.recordPage, ...problemsOf(404) },
        },
      },
      (request) => listPage(parts, request, request.params.kind, request.query),
    );
    app.get(
      '/:kind/:id',
      { schema: { tags, params, response: { 200: schemas.recordAnswer, ...problemsOf(404) } } },
      (request) => readRecord(parts, request, request.params.kind, request.params.id),
    );
    app.get(
      '/training/:id/attendance-code',
      {
        schema: {
          tags,
          params: schemas.trainingParams,
          response: { 200: schemas.attendanceCodeAnswer, ...problemsOf(404, 409) },
          description: 'The code that is shown in the room; another one every ten minutes',
        },
      },
      (request) => attendanceCode(parts, request, request.params.id),
    );
    app.get(
      '/:kind/:id/versions',
      {
        schema: {
          tags,
          params,
          querystring: schemas.versionsQuery,
          response: { 200: schemas.versionsAnswer, ...problemsOf(404) },
        },
      },
      (request) => readVersions(parts, request, request.params.kind, request.params.id, request.query),
    );
  };
}

function writings(parts: Parts): FastifyPluginAsyncZod {
  const acting = {
    tags,
    headers: actHeaders,
    response: { 200: schemas.keptAnswer, ...problemsOf(404, 409, 413, 422) },
  };
  return async (app) => {
    app.post('/:kind', { schema: { ...acting, params: schemas.kindParams, body: schemas.keepBody } }, (request) =>
      keep(parts, request, request.params.kind, request.body),
    );
    app.put('/:kind/:id', { schema: { ...acting, params, body: schemas.changeBody } }, (request) =>
      change(parts, request, request.params, request.body),
    );
    app.post('/:kind/:id/approve', { schema: { ...acting, params, body: schemas.approveBody } }, (request) =>
      approve(parts, request, request.params, request.body),
    );
    app.post('/:kind/:id/withdraw', { schema: { ...acting, params, body: schemas.withdrawBody } }, (request) =>
      withdraw(parts, request, request.params, request.body),
    );
    app.post(
      '/training/:id/attendance',
      {
        schema: {
          tags,
          params: schemas.trainingParams,
          body: schemas.attendanceBody,
          response: { 200: schemas.keptAnswer, ...problemsOf(404, 409, 422) },
          description: 'Signs oneself in at a training by the code that it shows; once for each person and training',
        },
      },
      (request) => attend(parts, request, request.params.id, request.body),
    );
    app.post('/:kind/:id/acts', { schema: { ...acting, params, body: schemas.lifeBody } }, (request) =>
      fulfil(parts, request, request.params, request.body),
    );
  };
}
