import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { keeperOf } from '#api/people';
import type { Parts } from '#api/parts';
import { pageSize, problemsOf, streamParams } from '#api/schemas/common';
import * as schemas from '#api/schemas/people';
import { NotFound } from '#db/commit';
import { organisationByCode } from '#db/queries/organisations';
import { accountStates } from '#db/key-acts';
import { listStaff, type StaffFilter, type StaffLine } from '#db/queries/staff-list';
import type { Asker } from '#api/asker';
import { mayAppoint } from '#domain/appointing';
import { DAY } from '#domain/instant';
import type { Role } from '#domain/role';
import { accountRoutes } from './accounts.ts';
import { appointmentRoutes } from './appointments.ts';

const tags = ['people'];

/** Members of staff with their offices, at or below one's own place: read by those who answer for the place, kept by its administrators. */
export function peopleRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      { schema: { tags, querystring: schemas.peopleQuery, response: { 200: schemas.peoplePage, ...problemsOf(404) } } },
      (request) => page(parts, request, request.query),
    );
    app.get(
      '/:id',
      { schema: { tags, params: streamParams, response: { 200: schemas.personLine, ...problemsOf(404) } } },
      async (request) => {
        const asker = keeperOf(request, 'listPeople');
        const at = await parts.clock.now();
        const filter = { ...filterOf(asker), person: request.params.id };
        const [found] = await parts.db.transaction(asker.context, (tx) =>
          listStaff(tx, filter, { after: undefined, limit: 1 }, at),
        );
        if (found === undefined) throw new NotFound();
        const [line] = await shown(parts, asker, [found], at);
        if (line === undefined) throw new NotFound();
        return line;
      },
    );
    await app.register(appointmentRoutes(parts));
    await app.register(accountRoutes(parts));
  };
}

/** Whoever was never appointed belongs to no place yet: their keepers find them. */
function filterOf({ path, role }: Asker): Pick<StaffFilter, 'path' | 'unplaced'> {
  return { path, unplaced: role === 'systemAdministrator' || role === 'securityAdministrator' };
}

async function page(parts: Parts, request: FastifyRequest, asked: z.infer<typeof schemas.peopleQuery>) {
  const asker = keeperOf(request, 'listPeople');
  const { under, like, role, endsWithin, closed, after } = asked;
  const at = await parts.clock.now();
  const limit = pageSize(asked.limit);
  const lines = await parts.db.transaction(asker.context, async (tx) => {
    const place = under === undefined ? null : await organisationByCode(tx, under);
    if (under !== undefined && place?.path.startsWith(asker.path) !== true) throw new NotFound();
    const filter = {
      ...filterOf(asker),
      ...(place === null ? {} : { path: place.path, unplaced: false }),
      ...(like === undefined ? {} : { like }),
      ...(role === undefined ? {} : { role }),
      ...(endsWithin === undefined ? {} : { endsBefore: at + Number(endsWithin) * DAY }),
      ...(closed === undefined ? {} : { closed: closed === 'true' }),
    };
    return listStaff(tx, filter, { after, limit }, at);
  });
  const items = await shown(parts, asker, lines, at);
  return { items, next: lines.length === limit ? (lines.at(-1)?.person ?? null) : null };
}

async function shown(parts: Parts, asker: Asker, lines: readonly StaffLine[], at: number) {
  const keeps = filterOf(asker).unplaced;
  const people = lines.map(({ person }) => person);
  const accounts = keeps ? await accountStates(parts.authDb, people) : new Map<string, never>();
  return lines.map(({ person, displayName, side, disabledAt, offices: held }) => ({
    person,
    displayName,
    side,
    closedAt: disabledAt,
    account: accounts.get(person) ?? null,
    offices: held.map(({ path: _path, ...office }) => ({
      ...office,
      // A role of the list: nothing else is written there.
      mayChange:
        person !== asker.person &&
        mayAppoint(asker.role, office.role as Role) &&
        (office.until === null || office.until > at),
    })),
  }));
}
