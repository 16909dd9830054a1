import { findScale } from '#domain/scales/index';
import { score } from '#domain/scoring';
import { dayOf } from '#domain/instant';
import type { ExampleSchool } from './school.ts';
import { ageAt, type Sheet } from './sheets.ts';
import { type Outcome, type Remark, sheetRow, type Table } from './table.ts';

/** What a reader must make of one file; also written beside the files as expected.json. */
export interface Expectation {
  /** Rows below the titles, blank ones included. */
  readonly rows: number;
  readonly accepted: number;
  readonly remarks: readonly (Remark & { readonly row: number })[];
}

export function expectationOf(table: Table): Expectation {
  const remarks = table.rows.flatMap(({ remark }, index) => (remark ? [{ row: sheetRow(index), ...remark }] : []));
  const left = (outcome: Outcome) => remarks.filter((remark) => remark.outcome === outcome).length;
  return { rows: table.rows.length, accepted: table.rows.length - left('refused') - left('ignored'), remarks };
}

export interface Figures {
  readonly pupils: number;
  readonly tookPart: number;
  /** Shares of mood sheets with a total of 10 or more. */
  readonly tenOrMore: { readonly all: number; readonly female: number; readonly male: number };
  /** How many answered item 9 with 0, 1, 2, 3. */
  readonly item9: readonly number[];
  readonly sheets: Readonly<Record<string, number>>;
  /** Sheets with at least one positive critical answer, by instrument. */
  readonly positive: Readonly<Record<string, number>>;
}

/** Counts over the clean sheets, scored by the instruments themselves. */
export function figuresOf({ pupils, sheets }: ExampleSchool): Figures {
  const scored = sheets.map((sheet) => ({ sheet, result: resultOf(sheet) }));
  const mood = scored.filter(({ sheet }) => sheet.scale.startsWith('PHQ'));
  const share = (of: typeof mood) => of.filter(({ result }) => (result.total ?? 0) >= 10).length / of.length;
  const count = (of: typeof scored) => {
    const counts: Record<string, number> = {};
    for (const { sheet } of of) counts[sheet.scale] = (counts[sheet.scale] ?? 0) + 1;
    return counts;
  };
  const positive = scored.filter(({ result }) => result.criticals.some(({ state }) => state === 'positive'));
  return {
    pupils: pupils.length,
    tookPart: mood.length,
    tenOrMore: {
      all: share(mood),
      female: share(mood.filter(({ sheet }) => sheet.pupil.sex === 'female')),
      male: share(mood.filter(({ sheet }) => sheet.pupil.sex === 'male')),
    },
    item9: [0, 1, 2, 3].map((value) => mood.filter(({ sheet }) => sheet.answers[8] === value).length),
    sheets: count(scored),
    positive: count(positive),
  };
}

/** The sheet scored as of the day of its answers. Throws when the instrument is unknown: the examples know theirs. */
export function resultOf(sheet: Sheet) {
  const found = findScale(sheet.scale, sheet.version);
  if ('fault' in found) throw new RangeError(found.fault);
  const answers = Object.fromEntries(sheet.answers.map((answer, index) => [index + 1, answer]));
  const scored = score(found.scale, answers, { age: ageAt(sheet, dayOf(sheet.at)) });
  if ('fault' in scored) throw new RangeError(scored.fault);
  return scored.result;
}
