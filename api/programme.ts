import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { organisationNames } from '#db/queries/organisations';
import { namesOf } from '#db/queries/people';
import { rostersAt } from '#db/queries/roster';
import { countGaps, cursorOf, type GapCursor, type GapRow, type GapScope, listGaps } from '#db/queries/units/gaps';
import { type Place, tierOf } from '#db/records/place';
import type { Transaction } from '#db/transaction';
import { mayKeep, type Tier } from '#domain/programme-access';
import { dayOf, type Instant } from '#domain/instant';
import { peopleAt } from '#domain/role';
import type { PlaceKind } from '#programme/field';
import { GAPS, gapOf, MENDED_BY } from '#programme/gaps';
import { schoolYearOf } from '#programme/period';
import type { Asker } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { askedAt, yearAt } from './programme-place.ts';
import { pageSize } from './schemas/common.ts';
import { gapKey, type gapCountsQuery, type gapsQuery } from './schemas/programme.ts';

/** What is missing or late, organisation by organisation, with who is to act. */
export function readGaps(parts: Parts, request: FastifyRequest, query: z.infer<typeof gapsQuery>) {
  return askedAt(parts, request, query.org, async (tx, asker, place, at) => {
    const limit = pageSize(query.limit);
    const scope = {
      ...(await gapScope(tx, asker, place, at)),
      ...(query.gap === undefined ? {} : { only: query.gap }),
    };
    const rows = await listGaps(tx, scope, { after: readKey(query.after), limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { items: await shown(tx, asker, rows, at), next: last === undefined ? null : writeKey(cursorOf(last)) };
  });
}

async function shown(tx: Transaction, { role }: Asker, rows: readonly GapRow[], at: Instant) {
  const posts = await rostersAt(tx, [...new Set(rows.map(({ path }) => path))], at);
  const personOf = ({ gap, path, holder }: GapRow) =>
    holder ?? peopleAt(posts.get(path) ?? {}, gapOf(gap).post)[0] ?? null;
  const names = await namesOf(tx, [...new Set(rows.flatMap((row) => personOf(row) ?? []))]);
  return rows.map((row) => {
    const { item, name, rule, act } = gapOf(row.gap);
    const person = personOf(row);
    const { kind, topic = null } = MENDED_BY[row.gap];
    return {
      gap: row.gap,
      item,
      kind,
      topic,
      mayMend: mayKeep(role, 'record', { item, tier: tierOf(row.kind as PlaceKind, row.path), place: true }),
      name,
      rule,
      act,
      org: row.code,
      orgName: row.name,
      since: row.since,
      record: row.record,
      amount: row.amount,
      person: person === null ? null : { id: person, name: names.get(person) ?? '' },
    };
  });
}

/** How many gaps of each sort: city, then county, then school. */
export function readGapCounts(parts: Parts, request: FastifyRequest, { org }: z.infer<typeof gapCountsQuery>) {
  return askedAt(parts, request, org, async (tx, asker, place, at) => {
    const rows = await countGaps(tx, await gapScope(tx, asker, place, at), place.code);
    const known = await organisationNames(tx, [...new Set([place.code, ...rows.map(({ part }) => part)])]);
    const units = [...new Set(rows.map(({ part }) => part))].sort();
    return {
      org: place.code,
      orgName: known.get(place.code) ?? place.code,
      parts: units.map((part) => {
        const own = rows.filter((row) => row.part === part);
        return {
          org: part,
          orgName: known.get(part) ?? part,
          total: own.reduce((sum, { count }) => sum + count, 0),
          gaps: Object.fromEntries(own.map(({ gap, count }) => [gap, count])),
        };
      }),
    };
  });
}

async function gapScope(tx: Transaction, { role }: Asker, place: Place, at: Instant): Promise<GapScope> {
  const codes = (tier: Tier) =>
    GAPS.filter(({ item, tiers }) => tiers.includes(tier) && mayKeep(role, 'read', { item, tier, place: true })).map(
      ({ code }) => code,
    );
  const year = await yearAt(tx, place, schoolYearOf(dayOf(at)), at);
  return { ...year, at, codes: { city: codes('city'), county: codes('county'), school: codes('school') } };
}

function writeKey(key: GapCursor): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `invalidRequest` for anything we did not write. */
function readKey(after: string | undefined): GapCursor | null {
  if (after === undefined) return null;
  const read = gapKey.safeParse(Buffer.from(after, 'base64url').toString('utf8'));
  if (read.success) return read.data;
  throw new Problem('invalidRequest', { pointers: [{ pointer: '/after', code: 'invalid_format' }] });
}
