import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { type Asker, askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import { shownProof } from '#api/proof';
import { read } from '#api/reading';
import { pageSize, problemsOf } from '#api/schemas/common';
import { exportHeaders } from '#api/schemas/ledger';
import {
  exportedCase,
  proofAnswer,
  readLogExportQuery,
  readLogPage,
  readLogQuery,
  unusualAnswer,
} from '#api/schemas/read-log';
import { LINES_ASKED, schoolTime, takenAway } from '#api/taken-away';
import { pseudonymOf } from '#api/views';
import { NotACaseFile, readCaseFile } from '#db/case-file';
import { prove } from '#db/proof';
import { machineLines, type ReadLine, readLog, type ReadLogFilter } from '#db/queries/read-log';
import { unusualReading } from '#db/queries/unusual-reading';
import { auditWords } from '#domain/audit-words';
import { can, NO_RELATION } from '#domain/permission';
import type { Role } from '#domain/role';
import { roleWords } from '#domain/timeline/people';
import { signsOf, UNUSUAL } from '#domain/unusual-reading';
import { words } from '#domain/words';

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
    app.get('/unusual', { schema: { tags, response: { 200: unusualAnswer, ...problemsOf() } } }, (request) =>
      unusual(parts, request),
    );
    app.get(
      '/export.csv',
      { schema: { tags, querystring: readLogExportQuery, headers: exportHeaders } },
      async (request, reply) => {
        const body = await exported(parts, request, request.query);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="read-log.csv"')
          .send(body);
      },
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

type Filters = z.infer<typeof readLogExportQuery>;

function filterOf(asker: Asker, { case: caseId, from, to, night, machine, person, only }: Filters): ReadLogFilter {
  if (!can(asker.role, 'readReadLog', OWN)) throw new Problem('notPermitted');
  return {
    within: withinOnly(asker),
    ...(person === undefined ? {} : { person }),
    ...(only === undefined ? {} : { only }),
    ...(caseId === undefined ? {} : { caseId }),
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(to === undefined ? {} : { to: Number(to) }),
    ...(night === undefined ? {} : { night: true }),
    ...(machine === undefined ? {} : { machine: true }),
  };
}

/** Less than a whole city sees only lines about cases at its place. */
const withinOnly = (asker: Asker) => asker.orgKind !== 'city';

function listed(parts: Parts, request: FastifyRequest, query: z.infer<typeof readLogQuery>) {
  const { after, limit, ...filters } = query;
  const size = pageSize(limit);
  return read(parts, request, async (tx, asker) => {
    const filter = filterOf(asker, filters);
    const behind = after === undefined ? null : Number(after);
    const lines = await readLog(tx, filter, { after: behind, limit: size });
    const last = lines.length === size ? lines.at(-1) : undefined;
    const left = { after: behind, last: last?.id ?? null };
    const value = {
      items: lines.map((line) => shown(parts, line)),
      next: last === undefined ? null : String(last.id),
      machine: filter.machine === true ? 0 : await machineLines(tx, filter, left),
    };
    return { value, readings: [{ action: 'list:readLog', stream: filters.case ?? null }] };
  });
}

/** Two months: long enough for a habit to show. */
const LOOKED_BACK_MS = 60 * 86_400_000;

function unusual(parts: Parts, request: FastifyRequest) {
  return read(parts, request, async (tx, asker, at) => {
    if (!can(asker.role, 'readReadLog', OWN)) throw new Problem('notPermitted');
    const since = at - LOOKED_BACK_MS;
    const days = await unusualReading(tx, since, withinOnly(asker));
    const items = days.map((day) => ({ ...day, signs: [...signsOf(day)] }));
    return { value: { since, limits: UNUSUAL, items }, readings: [{ action: 'list:unusual' }] };
  });
}

const COLUMNS = [
  words('时间', 'at'),
  words('姓名', 'name'),
  words('角色', 'role'),
  words('做了什么', 'what'),
  words('个案', 'case'),
  words('学生化名', 'child'),
  words('学校', 'school'),
  words('理由', 'reason'),
];

/** What the filters show, newest first, in words. */
function exported(parts: Parts, request: FastifyRequest, filters: Filters): Promise<string> {
  return read(parts, request, async (tx, asker, at) => {
    const lines = await readLog(tx, filterOf(asker, filters), { after: null, limit: LINES_ASKED });
    const rows = lines.map((line) => {
      const { at: when, name, role, action, kind, case: of, student, schoolName, reason } = shown(parts, line);
      const who = roleWords[role as Role] ?? role;
      return [schoolTime(when), name, who, auditWords(action, kind) ?? action, of, student, schoolName, reason];
    });
    const readings = [{ action: 'export:readLog', stream: filters.case ?? null }];
    return { value: takenAway(request, { asker, at, columns: COLUMNS, rows }), readings };
  });
}

/** Nobody learns from the log which child it was. */
function shown({ keyring }: Parts, { student, ...line }: ReadLine) {
  return { ...line, student: student === null ? null : pseudonymOf(keyring, student) };
}
