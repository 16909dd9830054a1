import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { IndicatorSet } from '#programme/assessment/indicator';
import { bytes, instant } from './columns.ts';

/** Versions of indicators that the bureau has published, beside those that come with the programme. For the whole city; insert only. */
export const indicatorSets = pgTable(
  'indicator_sets',
  {
    code: text().notNull(),
    version: integer().notNull(),
    document: jsonb().$type<IndicatorSet>().notNull(),
    sha256: bytes().notNull(), // of the document's canonical bytes
    publishedBy: uuid('published_by').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.code, t.version] })],
);
