import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { keyOf } from '#api/acts';
import { type Asker, askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import * as schemas from '#api/schemas/calendar';
import { actHeaders, problemsOf } from '#api/schemas/common';
import { NotFound } from '#db/commit';
import { CityListMissing, enterYear } from '#db/enter-year';
import { daysAt, listsAbove, ownList } from '#db/queries/calendar-lists';
import { coverageNow } from '#db/queries/calendar';
import { requestDigest } from '#db/vault/keyring';
import { calendarEnds } from '#domain/calendar';
import { faultsOf } from '#domain/calendar-list';
import { can, NO_RELATION } from '#domain/permission';

const tags = ['calendar'];
/** Whose list it can be: a class or a hospital has none of its own. */
const KEEPERS = new Set(['city', 'county', 'school']);

/** Holidays, make-up days and vacations as they hold at one's own place, and the years for which they are known. */
export function calendarRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      {
        schema: {
          tags,
          querystring: schemas.calendarQuery,
          response: { 200: schemas.calendarAnswer, ...problemsOf() },
        },
      },
      async (request) => {
        const { context, path } = askerOf(request);
        const { from, to } = request.query;
        const at = await parts.clock.now();
        return parts.db.transaction(context, async (tx) => {
          const covered = await coverageNow(tx);
          const warnings = calendarEnds(covered, at) ? (['calendarEnds'] as const) : [];
          const [days, years] = [await daysAt(tx, path, from, to), await listsAbove(tx, path)];
          return { days, years, ...covered, warnings: [...warnings] };
        });
      },
    );
    app.get(
      '/years/:year',
      { schema: { tags, params: schemas.yearParams, response: { 200: schemas.yearAnswer, ...problemsOf(404) } } },
      async (request) => {
        const { context, org } = askerOf(request);
        const year = Number(request.params.year);
        const found = await parts.db.transaction(context, (tx) => ownList(tx, org, year));
        if (found === null) throw new NotFound();
        return found;
      },
    );
    app.put(
      '/years/:year',
      {
        schema: {
          tags,
          params: schemas.yearParams,
          headers: actHeaders,
          body: schemas.yearBody,
          response: { 200: schemas.yearEntered, ...problemsOf(422) },
        },
      },
      (request) => enter(parts, request, Number(request.params.year), request.body),
    );
  };
}

/** The city enters the list that holds for everybody, a county or a school its own days besides. Every open stream below is worked out anew. */
async function enter(parts: Parts, request: FastifyRequest, year: number, body: z.infer<typeof schemas.yearBody>) {
  const asker = askerOf(request);
  const { org, path, person, context } = keeperOf(asker);
  const { source, ...days } = body;
  const list = { year, ...days };
  const pointers = faultsOf(list, asker.orgKind === 'city');
  if (pointers.length > 0) throw new Problem('calendarInvalid', { pointers: pointers.slice(0, 20) });
  const digest = requestDigest(parts.keyring, { enterYear: year, org, body });
  try {
    const entry = { org, path, person, source, list, actKey: keyOf(request), digest };
    return await enterYear(parts.db, parts.clock, context, entry);
  } catch (error) {
    throw error instanceof CityListMissing ? new Problem('cityListMissing') : error;
  }
}

function keeperOf(asker: Asker): Asker {
  const may = can(asker.role, 'enterCalendar', { ...NO_RELATION, place: true });
  if (!may || !KEEPERS.has(asker.orgKind)) throw new Problem('notPermitted');
  return asker;
}
