import type { FastifyRequest } from 'fastify';
import type { Instant } from '#domain/instant';
import { type Words, words } from '#domain/words';
import type { Asker } from './asker.ts';
import { csv } from './csv.ts';
import { languageOf } from './problem.ts';

/** Lines of one file at most: more is narrowed by a filter. */
const MOST_LINES = 20_000;

/** How many lines to read for a file: one more than it holds, to know whether any were left out. */
export const LINES_ASKED = MOST_LINES + 1;

type Cell = string | Words | null;

interface Taken {
  readonly asker: Asker;
  readonly at: Instant;
  readonly columns: readonly Words[];
  /** In order, at most {@link LINES_ASKED}. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A list that leaves the house as csv, in the language of who asked. Its last line names who took it, when and under which request; the one before says if lines were left out. */
export function takenAway(request: FastifyRequest, { asker, at, columns, rows }: Taken): string {
  const language = languageOf(request.headers['accept-language']);
  const say = (cell: Cell) => (typeof cell === 'string' ? cell : (cell?.[language] ?? ''));
  const ends = rows.length > MOST_LINES ? [CUT] : [];
  const by = `${asker.displayName} · ${schoolTime(at)}`;
  ends.push(words(`导出人 ${by} · 请求 ${request.id}`, `Taken by ${by} · request ${request.id}`));
  return csv(
    columns.map(say),
    [...rows.slice(0, MOST_LINES), ...ends.map((line) => [line])].map((row) => row.map(say)),
  );
}

const CUT = words(
  `只含前 ${MOST_LINES} 行，请缩小筛选范围后再导出其余`,
  `The first ${MOST_LINES} lines only: narrow the filters for the rest`,
);

/** As the schools' clocks say it. */
export function schoolTime(at: Instant): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
