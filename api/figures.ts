import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { compareFigure, differenceRows } from '#db/queries/differences';
import { countFigure, figureRows, ruleVersion, type Scope } from '#db/queries/figures';
import { organisationOf } from '#db/queries/organisations';
import { type Place, placesByCode } from '#db/records/place';
import type { Transaction } from '#db/transaction';
import { mayKeep } from '#domain/programme-access';
import { type FigureRule, shownAs } from '#programme/counting/figure-rule';
import { FIGURE_RULES, figureRule } from '#programme/counting/rules';
import { yearBefore } from '#programme/period';
import { type Asker, askerOf } from './asker.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { pageSize } from './schemas/common.ts';
import type { figureQuery, figureRowsQuery } from './schemas/figures.ts';

type Query = z.infer<typeof figureQuery>;

/** Every figure that the asker may read over an organisation and a period, with its rule and the number of its rows. */
export function listFigures(parts: Parts, request: FastifyRequest, query: Query) {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    const place = await placeAsked(tx, asker, query.org);
    const scope = scopeOf(place, query);
    const readable = FIGURE_RULES.filter((rule) => mayRead(asker, rule, place));
    const items = await Promise.all(readable.map((rule) => shown(tx, rule, scope)));
    const named = await organisationOf(tx, place.id);
    return { scope: { org: place.code, name: named?.name ?? place.code, ...scope.period }, items };
  });
}

async function shown(tx: Transaction, rule: FigureRule, scope: Scope) {
  const counted = await countFigure(tx, rule, scope);
  const { code, item, name, rule: how, unit } = rule;
  return {
    code,
    item,
    name,
    rule: how,
    unit,
    version: ruleVersion(rule),
    shown: shownAs(rule, counted.value),
    ...counted,
  };
}

/** The records behind one figure. */
export function listFigureRows(parts: Parts, request: FastifyRequest, code: string, query: RowsQuery) {
  return pageOf(parts, request, code, query, async ({ tx, rule, scope }, page) => {
    const items = await figureRows(tx, rule, scope, page);
    return { items, next: nextOf(items, page) };
  });
}

/** One figure beside the same days a year before, and the records that make the difference. */
export function listDifferences(parts: Parts, request: FastifyRequest, code: string, query: RowsQuery) {
  return pageOf(parts, request, code, query, async ({ tx, rule, scope }, page) => {
    const items = await differenceRows(tx, rule, scope, page);
    const compared = await compareFigure(tx, rule, scope);
    return { ...compared, before: yearBefore(scope.period), items, next: nextOf(items, page) };
  });
}

type RowsQuery = z.infer<typeof figureRowsQuery>;
interface Page {
  readonly after: ReturnType<typeof readCursor>;
  readonly limit: number;
}
interface Figured {
  readonly tx: Transaction;
  readonly rule: FigureRule;
  readonly scope: Scope;
}

/** A page of what rests on one figure, for whoever may read it. Throws NotFound for a figure that there is not. */
function pageOf<T>(
  parts: Parts,
  request: FastifyRequest,
  code: string,
  query: RowsQuery,
  read: (figured: Figured, page: Page) => Promise<T>,
): Promise<T> {
  const asker = askerOf(request);
  const rule = figureRule(code);
  if (rule === undefined) throw new NotFound();
  const page = { after: readCursor(query.after), limit: pageSize(query.limit) };
  return parts.db.transaction(asker.context, async (tx) => {
    const place = await placeAsked(tx, asker, query.org);
    if (!mayRead(asker, rule, place)) throw new Problem('notPermitted');
    return read({ tx, rule, scope: scopeOf(place, query) }, page);
  });
}

function nextOf(items: readonly { readonly changedAt: number; readonly id: string }[], { limit }: Page): string | null {
  const last = items.length === limit ? items.at(-1) : undefined;
  return last === undefined ? null : writeCursor({ at: last.changedAt, id: last.id });
}

function mayRead({ role }: Asker, { item }: FigureRule, { tier }: Place): boolean {
  return mayKeep(role, 'read', { item, tier, place: true });
}

/** The organisation asked for, at or below the asker's own; the own one when none is. */
async function placeAsked(tx: Transaction, asker: Asker, org: string | undefined): Promise<Place> {
  const code = org ?? (await organisationOf(tx, asker.org))?.code ?? '';
  const place = (await placesByCode(tx, [code])).get(code);
  if (place?.path.startsWith(asker.path) !== true) throw new NotFound();
  return place;
}

/** Throws `invalidRequest` for a period that ends before it begins. */
function scopeOf({ path }: Place, { from, to }: Query): Scope {
  if (to < from) throw new Problem('invalidRequest', { pointers: [{ pointer: '/to', code: 'endsBeforeBegin' }] });
  return { path, period: { from, to } };
}
