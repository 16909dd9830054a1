import { and, asc, eq, isNull, max, ne } from 'drizzle-orm';
import { dayOf, type Instant } from '#domain/instant';
import type { Language } from '#domain/scale';
import { shownAs } from '#programme/counting/figure-rule';
import { FIGURE_RULES } from '#programme/counting/rules';
import type { Figures } from '#programme/document';
import type { Period } from '#programme/period';
import { PART_COLUMNS, type Part, type ReportInput } from '#programme/report/annual';
import { organisations, records } from '#db/schema/index';
import type { Place } from '#db/records/place';
import type { Transaction } from '#db/transaction';
import { compareFigure } from './differences.ts';
import { type Counted, countFigure, countParts, ruleVersion, type Scope } from './figures.ts';

/** A figure with everything that it can be held to. */
export interface Traced extends Counted {
  readonly code: string;
  readonly version: string;
}

/** What an annual report is written from, and by which version of which rule each figure was counted. */
export interface ReportFigures {
  readonly input: Pick<
    ReportInput,
    'tier' | 'issuer' | 'language' | 'period' | 'recordsTo' | 'figures' | 'parts' | 'compared'
  >;
  readonly traced: readonly Traced[];
}

/** Counts everything that the annual report of an organisation shows, within the asker's reach. */
export async function reportFigures(
  tx: Transaction,
  place: Place,
  period: Period,
  language: Language,
  at: Instant,
): Promise<ReportFigures> {
  const scope: Scope = { path: place.path, period };
  const counted = await Promise.all(FIGURE_RULES.map((rule) => countFigure(tx, rule, scope)));
  const traced = FIGURE_RULES.map((rule, n) => ({
    code: rule.code,
    version: ruleVersion(rule),
    ...(counted[n] ?? { value: 0, rows: 0, unapproved: 0 }),
  }));
  const figures: Figures = Object.fromEntries(
    FIGURE_RULES.map((rule, n) => {
      const value = counted[n]?.value ?? 0;
      return [rule.code, { value, shown: shownAs(rule, value), unit: rule.unit[language] }];
    }),
  );
  const [own] = await tx.select({ name: organisations.name }).from(organisations).where(eq(organisations.id, place.id));
  const input = {
    tier: place.tier,
    issuer: own?.name ?? place.code,
    language,
    period,
    recordsTo: await lastEntry(tx, at),
    figures,
    compared: await Promise.all(FIGURE_RULES.map((rule) => compareFigure(tx, rule, scope))),
    parts: place.tier === 'school' ? [] : await partsOf(tx, place, scope),
  };
  return { input, traced };
}

/** The day of the last change of any record: what came in later is not in the figures. */
async function lastEntry(tx: Transaction, at: Instant): Promise<string> {
  const [row] = await tx.select({ at: max(records.changedAt) }).from(records);
  return dayOf(row?.at ?? at);
}

/** The county units of the city, the schools of a county: each with the figures of its column. */
async function partsOf(tx: Transaction, { id, tier }: Place, scope: Scope): Promise<readonly Part[]> {
  const below = await tx
    .select({ code: organisations.code, name: organisations.name, path: organisations.path })
    .from(organisations)
    .where(
      and(
        eq(organisations.parentId, id),
        eq(organisations.kind, tier === 'city' ? 'county' : 'school'),
        isNull(organisations.validTo),
        ne(organisations.id, id),
      ),
    )
    .orderBy(asc(organisations.code));
  const paths = below.map(({ path }) => path);
  const rules = FIGURE_RULES.filter(({ code }) => (PART_COLUMNS as readonly string[]).includes(code));
  const columns = await Promise.all(rules.map((rule) => countParts(tx, rule, paths, scope)));
  return below.map(({ code, name, path }) => ({
    code,
    name,
    values: Object.fromEntries(rules.map((rule, n) => [rule.code, columns[n]?.get(path) ?? 0])),
  }));
}
