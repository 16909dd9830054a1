import type { Day } from '#domain/instant';
import type { Language } from '#domain/scale';
import type { Tier } from '#domain/programme-access';
import { ACTIVITY_CODES } from '#programme/counting/activity-rules';
import type { Block, DocumentKind, Figure, Figures, OfficialDocument, Run } from '#programme/document';
import { runsOf } from '#programme/document-edit';
import { activity } from '#programme/kinds/activities';
import { writtenDay } from '#programme/official-words';
import type { Period } from '#programme/period';
import { HOURS_ASKED } from '#programme/standards';
import type { Table } from '#programme/table';
import { type Compared, comparedFigures, comparisonTable } from './comparison.ts';
import { REPORT_WORDS } from './annual-words.ts';

/** One unit below the one that reports: a county of the city, a school of the county. */
export interface Part {
  readonly code: string;
  readonly name: string;
  /** By figure code. */
  readonly values: Readonly<Record<string, number>>;
}

/** Everything an annual report is written from: figures that queries have computed, and the words of its form. */
export interface ReportInput {
  readonly tier: Tier;
  /** Name with which the body signs. */
  readonly issuer: string;
  readonly language: Language;
  readonly period: Period;
  /** Day up to which records were entered. */
  readonly recordsTo: Day;
  readonly figures: Figures;
  /** Units below, in the order of their codes; empty for a school. */
  readonly parts: readonly Part[];
  /** Every figure beside the year before; left out where nobody has compared. */
  readonly compared?: readonly Compared[];
  readonly addressees: readonly string[];
  readonly signer: string | null;
  readonly number: OfficialDocument['number'];
  readonly contact: OfficialDocument['contact'];
  readonly copies: OfficialDocument['copies'];
  readonly printed: OfficialDocument['printed'];
}

const KIND: Readonly<Record<Tier, DocumentKind>> = {
  city: 'cityReport',
  county: 'countyReport',
  school: 'schoolReport',
};

/**
 * The annual report of a city, county or school as a draft: our own sentences around figures, a table of activities with its chart, a table of the units
 * below. A period without any record says so, and no sentence claims anything.
 */
export function annualReport(input: ReportInput): OfficialDocument {
  const { language, issuer, period } = input;
  const words = REPORT_WORDS[language];
  const figures = {
    ...input.figures,
    ...askedHours(language),
    ...partFigures(input),
    ...comparedFigures(input.compared ?? [], language),
  };
  const empty = Object.values(input.figures).every(({ value }) => value === null || value === 0);
  const title = [issuer, words.title(period)];
  return {
    kind: KIND[input.tier],
    language,
    marks: null,
    issuer,
    number: input.number,
    signer: input.signer,
    title,
    addressees: input.addressees,
    blocks: empty ? [paragraph('empty', words.empty(span(input)))] : body(input),
    figures,
    tables: empty ? {} : reportTables(input),
    attachments: [],
    date: null,
    contact: input.contact,
    copies: input.copies,
    printed: input.printed,
  };
}

function span({ period, language }: ReportInput): string {
  return REPORT_WORDS[language].span(writtenDay(period.from, language), writtenDay(period.to, language));
}

function paragraph(id: string, text: string): Block {
  return { kind: 'paragraph', id, runs: runsOf(text) };
}

function body(input: ReportInput): readonly Block[] {
  const { sections, opening, outlook } = REPORT_WORDS[input.language];
  const written = sections.flatMap(({ id, heading, paragraphs, tiers }): readonly Block[] => {
    if (tiers !== undefined && !tiers.includes(input.tier)) return [];
    const texts = paragraphs.filter((text) =>
      runsOf(text).every((run) => !('figure' in run) || known(input, run.figure)),
    );
    return [
      { kind: 'heading', level: 1, id, runs: [{ text: heading }] },
      ...texts.map((text, at) => paragraph(`${id}-${at + 1}`, text)),
      ...(id === 'activities' ? activityBlocks() : []),
      ...(id === 'network' && input.parts.length > 0
        ? [{ kind: 'table', id: 'parts-table', table: 'parts' } as const]
        : []),
    ];
  });
  return [
    paragraph('opening', opening(span(input))),
    ...written,
    { kind: 'heading', level: 1, id: 'outlook', runs: [{ text: outlook.heading }] },
    { kind: 'paragraph', id: 'outlook-1', runs: [], open: outlook.open },
  ];
}

function known({ figures, language }: ReportInput, code: string): boolean {
  return Object.hasOwn(figures, code) || Object.hasOwn(askedHours(language), code);
}

function activityBlocks(): readonly Block[] {
  return [
    { kind: 'table', id: 'activities-table', table: 'activities' },
    { kind: 'chart', id: 'activities-chart', form: 'bar', table: 'activities', series: [1], unit: '' },
  ];
}

/** What the bureau asks for stands in the document as figures too: nobody types 12 into a sentence. */
export function askedHours(language: Language): Figures {
  const { primary, senior } = HOURS_ASKED.stages;
  const unit = REPORT_WORDS[language].hours;
  return { 'hours.asked.primary': exact(primary.hours, unit), 'hours.asked.secondary': exact(senior.hours, unit) };
}

function exact(value: number, unit: string): Figure {
  return { value, shown: String(value), unit };
}

/** Columns of the table of units below: codes of figures. */
export const PART_COLUMNS = [
  'activities.heads.publicity',
  'certificates.teacher',
  'certificates.counsellor',
  'facilities.mailbox',
] as const;

const partCode = (code: string, { code: unit }: Part) => `${code}@${unit}`;

function partFigures({ parts }: ReportInput): Figures {
  return Object.fromEntries(
    parts.flatMap((part) => PART_COLUMNS.map((code) => [partCode(code, part), exact(part.values[code] ?? 0, '')])),
  );
}

/** The tables of a report and of its workbook: activities by kind, and the units below where there are any. */
export function reportTables(input: ReportInput): Readonly<Record<string, Table>> {
  const { language, period, recordsTo, issuer, parts, compared = [] } = input;
  const words = REPORT_WORDS[language];
  const common = { period, recordsTo, scope: issuer };
  const topic = activity.fields.topic;
  const names = topic?.type === 'choice' ? topic.of : {};
  const activities: Table = {
    ...common,
    ...words.activities,
    rows: ACTIVITY_CODES.map((code): readonly Run[] => [
      { text: names[code]?.[language] ?? code },
      { figure: `activities.times.${code}` },
      { figure: `activities.heads.${code}` },
    ]),
    total: null,
  };
  const others: Readonly<Record<string, Table>> =
    compared.length === 0 ? {} : { comparison: comparisonTable(compared, language, common) };
  if (parts.length === 0) return { activities, ...others };
  const below: Table = {
    ...common,
    ...words.parts,
    rows: parts.map((part): readonly Run[] => [
      { text: part.name },
      ...PART_COLUMNS.map((code) => ({ figure: partCode(code, part) })),
    ]),
    total: null,
  };
  return { activities, parts: below, ...others };
}
