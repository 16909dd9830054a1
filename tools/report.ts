/**
 * `npm run report -- --from 2024-01-01 --to 2025-07-10 [--org CODE] [--lang en] [--out FOLDER] [--json | --text]`, or `--year 2025`, or
 * `--school-year 2025`: the annual report as a draft in Word with the workbook of its tables; with `--json` every figure with its rule and the number of
 * its rows, with `--text` the draft to read. Reads as the auditor; writes nothing but the two files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wordOf } from '#adapters/documents/word';
import { workbookOf } from '#adapters/documents/workbook';
import { placesByCode } from '#db/records/place';
import { type ReportFigures, reportFigures } from '#db/queries/report-input';
import { openDatabase } from '#db/transaction';
import { isDay } from '#domain/instant';
import type { Language } from '#domain/scale';
import { FIGURE_RULES } from '#programme/counting/rules';
import { type Period, schoolYear } from '#programme/period';
import type { OfficialDocument } from '#programme/document';
import { plainText } from '#programme/plain-text';
import { annualReport } from '#programme/report/annual';
import { runningPostgresUrl } from './servers/running-postgres.ts';
import { readSettings } from './settings.ts';

const CITY = '999000';
const TROUBLES = {
  usage:
    '用法 · Usage: npm run report -- --from YYYY-MM-DD --to YYYY-MM-DD | --year YYYY | --school-year YYYY [--org CODE] [--lang en] [--out FOLDER] [--json | --text]',
  noDatabase:
    '没有可连接的数据库：请设置 DATABASE_URL，或先运行 npm start · There is no database to read: set DATABASE_URL, or run npm start first.',
  noPlace: '没有这个单位 · There is no such organisation',
} as const;

interface Words {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly year?: string | undefined;
  readonly 'school-year'?: string | undefined;
}

/** The period that was asked for; null when the words name none, or one that ends before it begins. */
export function periodAsked(words: Words): Period | null {
  const { from, to, year } = words;
  const first = words['school-year'];
  const isYear = (text: string | undefined): text is string => text !== undefined && /^20\d\d$/.test(text);
  if (from !== undefined && to !== undefined) return isDay(from) && isDay(to) && from <= to ? { from, to } : null;
  if (isYear(year)) return { from: `${year}-01-01`, to: `${year}-12-31` };
  return isYear(first) ? schoolYear(Number(first)) : null;
}

/** The figures of an organisation; null when there is none of that code. */
export async function readReport(
  url: string,
  org: string,
  period: Period,
  language: Language,
): Promise<ReportFigures | null> {
  const db = openDatabase(url, { role: 'auditor', size: 1, applicationName: 'xinqiao report' });
  try {
    return await db.transaction({ role: 'auditor', purpose: 'report' }, async (tx) => {
      const place = (await placesByCode(tx, [org])).get(org);
      return place === undefined ? null : reportFigures(tx, place, period, language, Date.now());
    });
  } finally {
    await db.end();
  }
}

/** The draft as people read it, or every figure with what it can be held to. */
export function reportText({ input, traced }: ReportFigures, json: boolean): string {
  if (json) {
    const figures = traced.map((one) => {
      const rule = FIGURE_RULES.find(({ code }) => code === one.code);
      return { ...one, name: rule?.name, rule: rule?.rule, unit: rule?.unit };
    });
    return JSON.stringify({ issuer: input.issuer, period: input.period, recordsTo: input.recordsTo, figures }, null, 2);
  }
  return plainText(draftOf(input));
}

/** A draft with its form left to whoever signs. */
function draftOf(input: ReportFigures['input']): OfficialDocument {
  const number = { word: '', year: Number(input.period.to.slice(0, 4)), sequence: null };
  return annualReport({ ...input, addressees: [], signer: null, number, contact: null, copies: [], printed: null });
}

/** Writes the draft as Word and its tables as a workbook; answers with their paths. */
export async function writeReport({ input }: ReportFigures, folder: string, org: string): Promise<readonly string[]> {
  const draft = draftOf(input);
  const name = `report-${org}-${input.period.from}-${input.period.to}`;
  const files = [
    [join(folder, `${name}.docx`), await wordOf(draft)],
    [join(folder, `${name}.xlsx`), await workbookOf(draft)],
  ] as const;
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of files) writeFileSync(path, bytes);
  return files.map(([path]) => path);
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      from: text,
      to: text,
      year: text,
      'school-year': text,
      org: text,
      lang: text,
      out: { type: 'string', default: '.' },
      text: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const settings = readSettings(process.env);
  const url = settings.databaseUrl ?? runningPostgresUrl(settings.home, 'xinqiao');
  const period = periodAsked(values);
  const fail = (trouble: keyof typeof TROUBLES) => {
    console.error(TROUBLES[trouble]);
    process.exitCode = 2;
  };
  if (period === null) return fail('usage');
  if (url === undefined) return fail('noDatabase');
  const { org = CITY, lang, out, json } = values;
  const report = await readReport(url, org, period, lang === 'en' ? 'en' : 'zh-CN');
  if (report === null) return fail('noPlace');
  if (json || values.text) return console.log(reportText(report, json));
  for (const path of await writeReport(report, out, org)) console.log(path);
}

if (process.argv[1] === import.meta.filename) await main();
