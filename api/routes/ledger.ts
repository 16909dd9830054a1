import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Asker } from '#api/asker';
import { readCursor, writeCursor } from '#api/cursor';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { read } from '#api/reading';
import { pageSize, problemsOf, readHeaders } from '#api/schemas/common';
import { exportHeaders, exportQuery, ledgerPage, ledgerQuery } from '#api/schemas/ledger';
import { LINES_ASKED, schoolTime, takenAway } from '#api/taken-away';
import { shownLine } from '#api/views';
import { levelCounts } from '#db/queries/level-counts';
import { listOrganisations } from '#db/queries/organisations';
import {
  type Cursor,
  listStreams,
  type StreamFilter,
  type StreamLine,
  type StreamOrder,
} from '#db/queries/stream-list';
import type { Transaction } from '#db/transaction';
import type { CaseStage } from '#domain/case-state';
import type { Level } from '#domain/level';
import { type Access, can, NO_RELATION } from '#domain/permission';
import { stageWords } from '#domain/timeline/code-words';
import { levelWords } from '#domain/timeline/say';
import { words } from '#domain/words';

const tags = ['ledger'];

/** Open cases by school, county or city; exported by role, under a reason, with a line in the audit. */
export function ledgerRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      {
        schema: {
          tags,
          querystring: ledgerQuery,
          headers: readHeaders,
          response: { 200: ledgerPage, ...problemsOf() },
        },
      },
      (request) => ledger(parts, request, request.query),
    );
    app.get(
      '/export.csv',
      { schema: { tags, querystring: exportQuery, headers: exportHeaders } },
      async (request, reply) => {
        const body = await exported(parts, request, request.query);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="ledger.csv"')
          .send(body);
      },
    );
  };
}

type Filters = z.infer<typeof exportQuery>;

async function filterOf(
  tx: Transaction,
  asker: Asker,
  access: Access,
  at: number,
  filters: Filters,
): Promise<StreamFilter> {
  if (!can(asker.role, access, { ...NO_RELATION, place: true })) throw new Problem('notPermitted');
  const { level, stage, org, late } = filters;
  const [place] =
    org === undefined ? [] : await listOrganisations(tx, { code: org }, { afterCode: undefined, limit: 1 });
  if (org !== undefined && place?.path.startsWith(asker.path) !== true) throw new Problem('notFound');
  return {
    kind: 'case',
    open: true,
    under: place?.path ?? asker.path,
    ...(level === undefined ? {} : { levels: [level] }),
    ...(stage === undefined ? {} : { stage }),
    ...(late === 'true' ? { lateAt: at } : {}),
  };
}

function ledger(parts: Parts, request: FastifyRequest, query: z.infer<typeof ledgerQuery>) {
  const { after, limit, order, ...filters } = query;
  const size = pageSize(limit);
  return read(parts, request, async (tx, asker, at) => {
    const filter = await filterOf(tx, asker, 'listLedger', at, filters);
    const [lines, counts] = [
      await listStreams(tx, filter, { after: cursorOf(after), limit: size, order }),
      await levelCounts(tx, filter),
    ];
    const last = lines.length === size ? lines.at(-1) : undefined;
    const value = {
      total: [...counts.values()].reduce((sum, n) => sum + n, 0),
      byLevel: Object.fromEntries(counts),
      items: lines.map((line) => shownLine(parts, line, asker)),
      next: last === undefined ? null : cursorAfter(last, order),
    };
    return { value, readings: [{ action: 'list:ledger' }] };
  });
}

/** The level stands behind the id as a digit. */
function cursorOf(after: string | undefined): Cursor | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  const [id = '', level = '0'] = cursor.id.split('/');
  return { at: cursor.at, id, level: `L${level}` };
}

function cursorAfter({ id, level, nextDueAt, lastAt }: StreamLine, order: StreamOrder): string | null {
  const at = order === 'last' ? lastAt : nextDueAt;
  return at === null ? null : writeCursor({ at, id: `${id}/${level?.slice(1) ?? '0'}` });
}

const COLUMNS = [
  words('个案', 'case'),
  words('学生', 'child'),
  words('学校', 'school'),
  words('等级', 'level'),
  words('阶段', 'stage'),
  words('最近一次', 'last act'),
  words('下一期限', 'next due'),
  words('是否逾期', 'late'),
];
const LATE = words('逾期', 'late');

/** No name and no text: supervisors get the other name of each child, a school its own id. */
function exported(parts: Parts, request: FastifyRequest, filters: Filters): Promise<string> {
  return read(parts, request, async (tx, asker, at) => {
    const filter = await filterOf(tx, asker, 'exportLedger', at, filters);
    const lines = await listStreams(tx, filter, { after: null, limit: LINES_ASKED });
    const rows = lines.map((line) => {
      const { id, student, schoolName, level, stage, lastAt, nextDueAt } = shownLine(parts, line, asker);
      return [
        id,
        student?.id ?? student?.pseudonym ?? null,
        schoolName,
        level === null ? null : levelWords(level as Level),
        stageWords[stage as CaseStage] ?? stage,
        schoolTime(lastAt),
        nextDueAt === null ? null : schoolTime(nextDueAt),
        nextDueAt !== null && nextDueAt < at ? LATE : null,
      ];
    });
    const value = takenAway(request, { asker, at, columns: COLUMNS, rows });
    return { value, readings: [{ action: 'export:ledger' }] };
  });
}
