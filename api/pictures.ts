import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { organisationOf } from '#db/queries/organisations';
import { completion } from '#db/queries/pictures/campaigns';
import { answerTimes, caseload, funnel, loop, openRisk } from '#db/queries/pictures/children';
import { positivesByGrade, positivesByPlace, positivesOverTime } from '#db/queries/pictures/positives';
import { activities, certificates, hours } from '#db/queries/pictures/programme';
import type { Drawn, PictureScope } from '#db/queries/pictures/rows';
import { type Place, placesByCode } from '#db/records/place';
import type { Transaction } from '#db/transaction';
import { can, NO_RELATION } from '#domain/permission';
import { mayKeep, type Tier } from '#domain/programme-access';
import type { Instant } from '#domain/instant';
import { LEAST_TOLD, toldShares, toldTable } from '#domain/small-numbers';
import { words } from '#domain/words';
import { schoolYear, schoolYearOf } from '#programme/period';
import { COMPARED, type Picture, PICTURE_CODES, type PictureCode, PICTURES } from '#programme/pictures';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { yearAt } from './programme-place.ts';
import { read } from './reading.ts';
import type { pictureQuery } from './schemas/pictures.ts';
import { schoolTime, takenAway } from './taken-away.ts';

const AT_PLACE = { ...NO_RELATION, place: true };

/** Whether a role may look at a picture of a place of this tier at or below its own. */
function mayLook({ role }: Asker, { of }: Picture, tier: Tier): boolean {
  if (of === 'children' || of === 'staff') return can(role, 'listLedger', AT_PLACE);
  if (of === 'campaigns') return can(role, 'planCampaign', AT_PLACE);
  return mayKeep(role, 'read', { item: of, tier, place: true });
}

/** The pictures that the asker may look at over the own place. */
export function listPictures(parts: Parts, request: FastifyRequest) {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    const place = await placeAsked(tx, asker, undefined).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
    const seen = PICTURE_CODES.map((code) => PICTURES[code]).filter(
      (picture) => place !== null && mayLook(asker, picture, place.tier),
    );
    return { items: seen.map(told) };
  });
}

type Query = z.infer<typeof pictureQuery>;

/** One picture of a place and its parts. */
export function readPicture(parts: Parts, request: FastifyRequest, code: PictureCode, query: Query) {
  return read(parts, request, async (tx, asker, at) => {
    const value = await shown(tx, asker, at, code, query);
    return { value, readings: isOfPeople(PICTURES[code]) ? [{ action: 'read:picture' }] : [] };
  });
}

/** The same as a file: its numbers with what they mean, where and when they were true, and who took them. What is kept back on screen is kept back here. */
export function exportPicture(parts: Parts, request: FastifyRequest, code: PictureCode, query: Query) {
  return read(parts, request, async (tx, asker, at) => {
    const { title, rule, orgName, overDays, from, to, columns, rows } = await shown(tx, asker, at, code, query);
    const when = overDays ? words(`${from} 至 ${to}`, `${from} to ${to}`) : words(schoolTime(at), schoolTime(at));
    const where = words(`${orgName} · ${when['zh-CN']}`, `${orgName} · ${when.en}`);
    const lines = rows.map(({ name, values }) => [name, ...values.map((n) => (n === null ? KEPT : String(n)))]);
    const value = takenAway(request, {
      asker,
      at,
      columns: [title, ...columns.map(({ name }) => name)],
      rows: [...lines, [rule], [where]],
    });
    return { value, readings: [{ action: 'export:picture' }] };
  });
}

const KEPT = words('未显示', 'not shown');

/**
 * Whoever stands above the schools looks at children and their counselors over the own place and a whole school year alone: two pictures of other places or
 * days, one taken from the other, would tell what is kept back (A8, N08).
 */
async function shown(tx: Transaction, asker: Asker, at: Instant, code: PictureCode, { org, from, to }: Query) {
  if (to < from) throw new Problem('invalidRequest', { pointers: [{ pointer: '/to', code: 'endsBeforeBegin' }] });
  const picture = PICTURES[code];
  const own = await placeAsked(tx, asker, undefined);
  const place = org === undefined ? own : await placeAsked(tx, asker, org);
  const guarded = isOfPeople(picture) && own.tier !== 'school';
  if (!mayLook(asker, picture, place.tier) || (guarded && place.id !== own.id)) throw new Problem('notPermitted');
  const period = guarded ? schoolYear(schoolYearOf(to)) : { from, to };
  const drawn = await draw(tx, code, place, { ...place, period, at });
  return {
    ...told(picture),
    org: place.code,
    orgName: (await organisationOf(tx, place.id))?.name ?? place.code,
    ...period,
    at,
    protected: guarded && picture.of === 'children',
    columns: [...drawn.columns],
    rows: guarded ? guardedRows(picture, drawn) : drawn.rows.map((row) => ({ ...row, values: [...row.values] })),
  };
}

function isOfPeople({ of }: Picture): boolean {
  return of === 'children' || of === 'staff';
}

function told({ code, title, rule, unit, form, overDays }: Picture) {
  return { code, title, rule, unit, form, overDays, compares: COMPARED.includes(code) };
}

function draw(tx: Transaction, code: PictureCode, place: Place, scope: PictureScope): Promise<Drawn> {
  switch (code) {
    case 'openRisk':
      return openRisk(tx, scope);
    case 'answerTimes':
      return answerTimes(tx, scope);
    case 'loop':
      return loop(tx, scope);
    case 'caseload':
      return caseload(tx, scope);
    case 'funnel':
      return funnel(tx, scope);
    case 'completion':
      return completion(tx, scope);
    case 'positivesByGrade':
      return positivesByGrade(tx, scope);
    case 'positivesByPlace':
      return positivesByPlace(tx, scope);
    case 'positivesOverTime':
      return positivesOverTime(tx, scope);
    case 'hours':
      return yearAt(tx, place, schoolYearOf(scope.period.to), scope.at).then((year) => hours(tx, scope, year));
    case 'certificates':
      return certificates(tx, scope);
    case 'activities':
      return activities(tx, scope);
    default:
      return code satisfies never;
  }
}

/** Rows that are places may be added up by whoever knows the sum; other rows have none that is told elsewhere. No row leads further down. */
function guardedRows({ of, form }: Picture, { rows }: Drawn) {
  const numbers = rows.map((row) => row.values);
  const told = of === 'staff' ? numbers : toldBy(form, numbers);
  return rows.map((row, at) => ({ ...row, org: null, values: [...(told[at] ?? [])] }));
}

function toldBy(form: Picture['form'], numbers: readonly (readonly number[])[]) {
  if (form === 'heat') return toldTable(numbers);
  if (form === 'shares' || form === 'list') return toldShares(numbers);
  return numbers.map((values) => values.map((n) => (n > 0 && n < LEAST_TOLD ? null : n)));
}

/** The organisation asked for, at or below the asker's own; the own one when none is. Throws NotFound. */
async function placeAsked(tx: Transaction, asker: Asker, org: string | undefined): Promise<Place> {
  const code = org ?? (await organisationOf(tx, asker.org))?.code ?? '';
  const place = (await placesByCode(tx, [code])).get(code);
  if (place?.path.startsWith(asker.path) !== true) throw new NotFound();
  return place;
}
