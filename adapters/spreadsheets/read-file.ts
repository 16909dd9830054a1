import { spellingOf } from '#adapters/pinyin/spelling';
import { dayOf, type Instant } from '#domain/instant';
import type { ReadFile } from '#domain/intake-lines';
import { holdsAnswers, readAnswers } from './answers.ts';
import { readTable } from './read-table.ts';
import { readRoster } from './roster.ts';

/** Reads a roster or an answer file, workbook or csv. `now` decides what lies in the future. Throws FileFault. */
async function readFile(file: Buffer, now: Instant): Promise<ReadFile> {
  const table = await readTable(file);
  if (holdsAnswers(table)) return { kind: 'answers', form: table.form, read: readAnswers(table, now) };
  return { kind: 'roster', form: table.form, read: readRoster(table, dayOf(now)) };
}

/** What importing needs of the outside: how files are read and how names are spelled. */
export const FILE_READING = { read: readFile, spell: spellingOf } as const;
