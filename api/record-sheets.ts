import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { recordTable, recordTemplate } from '#adapters/spreadsheets/template';
import { listRecords } from '#db/queries/records';
import { words } from '#domain/words';
import { cellsOf } from '#programme/sheets/cells';
import { columnsOf } from '#programme/sheets/columns';
import { csv } from './csv.ts';
import type { Parts } from './parts.ts';
import { languageOf, Problem } from './problem.ts';
import { read } from './reading.ts';
import { filterOf, mayAtOwnPlace } from './reading-records.ts';
import { kindAsked } from './records.ts';
import type { recordExportQuery } from './schemas/records.ts';

/** More than this is narrowed by a filter: a spreadsheet of more helps nobody. */
const MOST_EXPORTED = 20_000;

/** What an export says beside the fields; an import passes over it. */
const BESIDE = [
  words('单位名称', 'organisation name'),
  words('状态', 'state'),
  words('版本', 'version'),
  words('记录号', 'record'),
];
const STATES = {
  recorded: words('已登记', 'recorded'),
  approved: words('已批准', 'approved'),
  withdrawn: words('已撤回', 'withdrawn'),
};

/** An empty table of a kind, to fill in and import. */
export async function recordTemplateOf(code: string): Promise<Buffer> {
  const kind = kindAsked(code);
  return Buffer.from(await recordTemplate(kind.name, columnsOf(kind)));
}

export async function recordsCsv(
  parts: Parts,
  request: FastifyRequest,
  code: string,
  query: z.infer<typeof recordExportQuery>,
): Promise<string> {
  const { titles, rows } = await exported(parts, request, code, query);
  return csv(titles, rows);
}

export async function recordsXlsx(
  parts: Parts,
  request: FastifyRequest,
  code: string,
  query: z.infer<typeof recordExportQuery>,
): Promise<Buffer> {
  const { name, titles, rows } = await exported(parts, request, code, query);
  return Buffer.from(await recordTable(name, titles, rows));
}

/** The list under its filters as a table that an import takes back, in the reader's language, with a line in the audit. */
function exported(parts: Parts, request: FastifyRequest, code: string, query: z.infer<typeof recordExportQuery>) {
  const kind = kindAsked(code);
  const language = languageOf(request.headers['accept-language']);
  return read(parts, request, async (tx, asker) => {
    if (!(await mayAtOwnPlace(tx, asker, 'read', kind))) throw new Problem('notPermitted');
    const filter = await filterOf(tx, kind, query);
    const found = await listRecords(tx, filter, { after: null, limit: MOST_EXPORTED });
    const titles = [...columnsOf(kind).map(({ label }) => label[language]), ...BESIDE.map((label) => label[language])];
    const rows = found.map(({ org, orgName, values, state, version, id }) => [
      ...cellsOf(kind, org, values, language),
      orgName,
      STATES[state][language],
      String(version),
      id,
    ]);
    return {
      value: { name: kind.name[language], titles, rows },
      readings: [{ action: `export:records/${kind.code}` }],
    };
  });
}
