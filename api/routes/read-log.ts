import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import { shownProof } from '#api/proof';
import { read } from '#api/reading';
import { pageSize, problemsOf } from '#api/schemas/common';
import { exportedCase, proofAnswer, readLogPage, readLogQuery } from '#api/schemas/read-log';
import { pseudonymOf } from '#api/views';
import { NotACaseFile, readCaseFile } from '#db/case-file';
import { prove } from '#db/proof';
import { type ReadLine, readLog } from '#db/queries/read-log';
import { can, NO_RELATION } from '#domain/permission';

const tags = ['read log'];
/** A case of many years, as lines of text. */
const FILE_LIMIT = 16 * 1024 * 1024;

/** Who read or exported what, when and why; and whether an exported case is as it was written. */
export function readLogRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      { schema: { tags, querystring: readLogQuery, response: { 200: readLogPage, ...problemsOf() } } },
      (request) => listed(parts, request, request.query),
    );
    app.post(
      '/verify',
      {
        bodyLimit: FILE_LIMIT,
        schema: { tags, body: exportedCase, response: { 200: proofAnswer, ...problemsOf(413, 422) } },
      },
      async (request) => {
        if (!can(askerOf(request).role, 'proveCase', OWN)) throw new Problem('notPermitted');
        return shownProof(proofOf(request.body.content), languageOf(request.headers['accept-language']));
      },
    );
  };
}

const OWN = { ...NO_RELATION, place: true };

/** Throws `notACaseFile` with the line at which it is none. */
function proofOf(content: string) {
  try {
    return prove(readCaseFile(content));
  } catch (error) {
    if (!(error instanceof NotACaseFile)) throw error;
    throw new Problem('notACaseFile', { facts: { line: error.line } });
  }
}

function listed(parts: Parts, request: FastifyRequest, query: z.infer<typeof readLogQuery>) {
  const { case: caseId, from, to, night, after, limit, person, only } = query;
  const size = pageSize(limit);
  return read(parts, request, async (tx, asker) => {
    if (!can(asker.role, 'readReadLog', OWN)) throw new Problem('notPermitted');
    const filter = {
      within: asker.orgKind !== 'city',
      ...(person === undefined ? {} : { person }),
      ...(only === undefined ? {} : { only }),
      ...(caseId === undefined ? {} : { caseId }),
      ...(from === undefined ? {} : { from: Number(from) }),
      ...(to === undefined ? {} : { to: Number(to) }),
      ...(night === undefined ? {} : { night: true }),
    };
    const lines = await readLog(tx, filter, { after: after === undefined ? null : Number(after), limit: size });
    const last = lines.length === size ? lines.at(-1) : undefined;
    const value = {
      items: lines.map((line) => shown(parts, line)),
      next: last === undefined ? null : String(last.id),
    };
    return { value, readings: [{ action: 'list:readLog', stream: caseId ?? null }] };
  });
}

/** Nobody learns from the log which child it was. */
function shown({ keyring }: Parts, { student, ...line }: ReadLine) {
  return { ...line, student: student === null ? null : pseudonymOf(keyring, student) };
}
