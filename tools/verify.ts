import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CaseRecord, type Proof, prove } from '#db/proof';
import { caseRecord } from '#db/queries/case-record';
import { openDatabase } from '#db/transaction';
import { runningPostgresUrl } from './servers/running-postgres.ts';
import { NotACaseFile, readCaseFile, writeCaseFile } from '#db/case-file';
import { type Language, proofText, TROUBLES } from './verify/words.ts';
import { readSettings } from './settings.ts';

/** What the command was asked; `url` of a database that the role auditor may read. */
export interface Asked {
  readonly caseId?: string | undefined;
  readonly file?: string | undefined;
  readonly exportTo?: string | undefined;
  readonly language: Language;
  readonly json: boolean;
  readonly url?: string | undefined;
}

/** 0: as it was written. 1: it is not. 2: it could not be looked at. */
export type ExitCode = 0 | 1 | 2;

/** Looks at one case, in the database or in an exported file, and says what it found. */
export async function verify(asked: Asked, say: (text: string) => void): Promise<ExitCode> {
  const trouble = (name: keyof typeof TROUBLES, more = ''): ExitCode => {
    say(`${TROUBLES[name][asked.language]}${more === '' ? '' : ` (${more})`}`);
    return 2;
  };
  if (asked.file !== undefined) {
    try {
      return report(prove(readCaseFile(readFileSync(asked.file, 'utf8'))), asked, say);
    } catch (error) {
      return error instanceof NotACaseFile ? trouble('notACaseFile', error.message) : trouble('noFile', nameOf(error));
    }
  }
  if (asked.caseId === undefined || !/^[\da-f-]{36}$/i.test(asked.caseId)) return trouble('usage');
  if (asked.url === undefined) return trouble('noDatabase');
  let record: CaseRecord | null;
  try {
    record = await readCase(asked.url, asked.caseId);
  } catch (error) {
    return trouble('unreachable', nameOf(error));
  }
  if (record === null) return trouble('noCase', asked.caseId);
  if (asked.exportTo !== undefined) writeFileSync(asked.exportTo, writeCaseFile(record), { mode: 0o600 });
  return report(prove(record), asked, say);
}

/** As the auditor: everything but what is sealed. */
async function readCase(url: string, caseId: string): Promise<CaseRecord | null> {
  const db = openDatabase(url, { role: 'auditor', size: 1, applicationName: 'xinqiao verify' });
  try {
    return await db.transaction({ role: 'auditor', purpose: 'verify' }, (tx) => caseRecord(tx, caseId));
  } finally {
    await db.end();
  }
}

function report(proof: Proof, { json, language }: Asked, say: (text: string) => void): ExitCode {
  say(json ? JSON.stringify(proof, null, 2) : proofText(proof, language));
  return proof.findings.length === 0 ? 0 : 1;
}

/** Names and codes only: a message may carry what was in a row. */
function nameOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      case: { type: 'string' },
      file: { type: 'string' },
      export: { type: 'string' },
      lang: { type: 'string', default: 'zh-CN' },
      json: { type: 'boolean', default: false },
    },
  });
  const settings = readSettings(process.env);
  const url = settings.databaseUrl ?? runningPostgresUrl(settings.home, 'xinqiao');
  const language = values.lang === 'en' ? 'en' : 'zh-CN';
  const asked = { caseId: values.case, file: values.file, exportTo: values.export, language, json: values.json, url };
  process.exitCode = await verify(asked as Asked, (text) => console.log(text));
}

if (process.argv[1] === import.meta.filename) await main();
