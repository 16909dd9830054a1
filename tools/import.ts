import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { FileFault } from '#adapters/spreadsheets/file-fault';
import { FILE_READING } from '#adapters/spreadsheets/read-file';
import { answersTemplate, rosterTemplate } from '#adapters/spreadsheets/template';
import { machineClock } from '#adapters/temporal/clock';
import { checkFile, type Intake, SchoolUnknown } from '#db/imports/check';
import { type ReleaseChoice, releaseFile } from '#db/imports/release';
import type { ImportReport, Release } from '#db/imports/report';
import { importSchool } from '#db/imports/school';
import { ThresholdMissing } from '#db/imports/sheet-plan';
import { SheetsMoved } from '#db/imports/sheet-write';
import { DatabaseError, UnknownOutcome } from '#db/errors';
import { type Context, openDatabase } from '#db/transaction';
import type { RosterLine } from '#domain/intake-lines';
import { SCALES } from '#domain/scales/index';
import { fileFaultText, type Language, releaseText, reportText, TROUBLES } from './importing/words.ts';
import { keyringOf } from './keyring.ts';
import { databaseUrlAs, keptMasterKey } from './keys.ts';
import { runningPostgresUrl } from './servers/running-postgres.ts';
import { readSettings } from './settings.ts';

export interface ImportAsked extends ReleaseChoice {
  readonly school: string;
  readonly files: readonly string[];
  readonly dryRun: boolean;
  readonly language: Language;
  readonly json: boolean;
}

/** 0: in, as asked. 1: rows are refused and the rest waits. 2: could not be read or done. 3: over capacity, the head must confirm. */
export type ExitCode = 0 | 1 | 2 | 3;
const CODE_OF = { released: 0, refusedRows: 1, overCapacity: 3 } as const satisfies Record<
  Release['outcome'],
  ExitCode
>;

/** Imports files one after the other into a school; a later one sees what an earlier one brought, in a dry run too. The worst outcome is the answer. */
export async function importFiles(intake: Intake, asked: ImportAsked, say: (text: string) => void): Promise<ExitCode> {
  const trouble = (text: string): ExitCode => {
    say(text);
    return 2;
  };
  let context: Context | null;
  try {
    context = await operatorAt(intake, asked.school);
  } catch (error) {
    return trouble(troubleText(error, asked.language));
  }
  if (context === null) return trouble(`${TROUBLES.noSchool[asked.language]}: ${asked.school}`);
  let worst: ExitCode = 0;
  const coming: RosterLine[] = [];
  for (const file of asked.files) {
    try {
      worst = Math.max(worst, await importOne(intake, context, asked, file, coming, say)) as ExitCode; // the larger of two
    } catch (error) {
      return trouble(`${basename(file)}: ${troubleText(error, asked.language)}`);
    }
  }
  return worst;
}

async function importOne(
  intake: Intake,
  context: Context,
  asked: ImportAsked,
  path: string,
  coming: RosterLine[],
  say: (text: string) => void,
): Promise<ExitCode> {
  const { school, language, json, dryRun } = asked;
  const name = basename(path);
  const file = readFileSync(path);
  if (dryRun) {
    const checked = await checkFile(intake, context, school, file, coming);
    coming.push(...checked.added);
    say(json ? JSON.stringify({ file: name, report: checked.report }) : reportText(name, checked.report, language));
    return dryRunCode(checked.report, asked);
  }
  const { job, ...release } = await releaseFile(intake, context, school, file, asked);
  say(
    json
      ? JSON.stringify({ file: name, job, ...release })
      : `${reportText(name, release.report, language)}\n${releaseText(release, language)}`,
  );
  return CODE_OF[release.outcome];
}

/** As the release of the same choice would end. */
function dryRunCode({ refused, answers }: ImportReport, { partial, confirmCapacity }: ReleaseChoice): ExitCode {
  if (refused.length > 0 && !partial) return 1;
  return answers?.capacity.over === true && !confirmCapacity ? 3 : 0;
}

/** Whoever is at the machine acts with the reach of the school's head, and stands in the audit as the operator. */
async function operatorAt({ db }: Intake, code: string): Promise<Context | null> {
  const school = await db.transaction({}, (tx) => importSchool(tx, code));
  return school === null ? null : { role: 'schoolHead', org: school.id, path: school.path, purpose: 'import' };
}

function troubleText(error: unknown, language: Language): string {
  if (error instanceof FileFault) return fileFaultText(error.code, error.columns, language);
  if (error instanceof SchoolUnknown) return TROUBLES.noSchool[language];
  if (error instanceof ThresholdMissing) return TROUBLES.thresholdMissing[language];
  if (error instanceof SheetsMoved) return TROUBLES.moved[language];
  if (error instanceof UnknownOutcome) return TROUBLES.unknown[language];
  if (error instanceof DatabaseError) {
    const away = ['connectionLost', 'busy', 'timeout', 'deadlock'].includes(error.code);
    return `${TROUBLES[away ? 'unreachable' : 'failed'][language]} (${error.code})`;
  }
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return `${TROUBLES.noFile[language]} (${code})`;
  throw error;
}

async function writeTemplates(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '名册模板.xlsx'), await rosterTemplate());
  writeFileSync(join(folder, '答案模板.xlsx'), await answersTemplate(SCALES));
}

function readArguments() {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      school: { type: 'string' },
      'dry-run': flag,
      partial: flag,
      'confirm-capacity': flag,
      json: flag,
      lang: { type: 'string', default: 'zh-CN' },
      templates: { type: 'string' },
    },
  });
  const language: Language = values.lang === 'en' ? 'en' : 'zh-CN';
  return { values, files: positionals, language };
}

async function main(): Promise<ExitCode> {
  const { values, files, language } = readArguments();
  const complain = (text: string): ExitCode => {
    console.error(text);
    return 2;
  };
  if (values.templates !== undefined) await writeTemplates(values.templates);
  if (values.templates !== undefined && files.length === 0) return 0;
  if (values.school === undefined || files.length === 0) return complain(TROUBLES.usage[language]);
  const { databaseUrl, home, masterKey = keptMasterKey(home) } = readSettings(process.env);
  const url = databaseUrl ?? runningPostgresUrl(home, 'xinqiao');
  if (url === undefined) return complain(TROUBLES.noDatabase[language]);
  const db = openDatabase(databaseUrlAs(url, 'api', masterKey), {
    size: 1,
    applicationName: 'import',
    statementTimeoutMs: 0,
  });
  const intake = { db, clock: machineClock, ring: keyringOf(masterKey), ...FILE_READING };
  const choice = { dryRun: values['dry-run'], partial: values.partial, confirmCapacity: values['confirm-capacity'] };
  try {
    return await importFiles(
      intake,
      { school: values.school, files, language, json: values.json, ...choice },
      console.log,
    );
  } finally {
    await db.end();
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main();
