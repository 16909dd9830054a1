import type { FastifyRequest } from 'fastify';
import { NotFound } from '#db/commit';
import { calendarAt } from '#db/queries/calendar';
import { organisationOf } from '#db/queries/organisations';
import type { SchoolYearAt } from '#db/queries/units/hours';
import { type Place, placesByCode } from '#db/records/place';
import type { Transaction } from '#db/transaction';
import { dayOf, type Instant } from '#domain/instant';
import { shareLeft } from '#programme/curriculum-year';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';

/** Answers a question about an organisation at or below the asker's own; about the own one when none is named. Throws NotFound. */
export async function askedAt<T>(
  parts: Parts,
  request: FastifyRequest,
  org: string | undefined,
  answer: (tx: Transaction, asker: Asker, place: Place, at: Instant) => Promise<T>,
): Promise<T> {
  const asker = askerOf(request);
  const at = await parts.clock.now();
  return parts.db.transaction(asker.context, async (tx) => {
    const code = org ?? (await organisationOf(tx, asker.org))?.code ?? '';
    const place = (await placesByCode(tx, [code])).get(code);
    if (place?.path.startsWith(asker.path) !== true) throw new NotFound();
    return answer(tx, asker, place, at);
  });
}

/** A school year at a place as it stands now, by the calendar that holds there. */
export async function yearAt(tx: Transaction, { path }: Place, year: number, at: Instant): Promise<SchoolYearAt> {
  const today = dayOf(at);
  return { path, year, today, left: shareLeft(await calendarAt(tx, path), year, today) };
}
