import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { day, instant, problemsOf } from '#api/schemas/common';
import { calendarBetween } from '#db/queries/policies';

const query = z.strictObject({ from: day, to: day });
const answer = z.object({
  days: z.array(z.object({ day, kind: z.string(), name: z.string() })),
  years: z
    .array(z.object({ year: z.int(), source: z.string(), enteredAt: instant }))
    .describe('Deadlines in any other year count every weekday as a school day'),
});

/** Holidays, make-up days and vacations, and the years for which they are known. */
export function calendarRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      { schema: { tags: ['calendar'], querystring: query, response: { 200: answer, ...problemsOf() } } },
      (request) =>
        parts.db.transaction(askerOf(request).context, (tx) =>
          calendarBetween(tx, request.query.from, request.query.to),
        ),
    );
  };
}
