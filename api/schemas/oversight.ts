import { z } from 'zod';
import { code, instant, uuid } from './common.ts';

export const oversightQuery = z.strictObject({
  org: code.optional().describe("At or below the asker's own place, which it is when left out"),
});

const place = z.object({ id: uuid, code: z.string(), name: z.string(), kind: z.string() });

export const oversightAnswer = z.object({
  at: instant.describe('When this was true'),
  crumbs: z.array(place).describe("From the asker's own place down to the one that is looked at"),
  places: z.array(
    place.extend({
      byLevel: z.record(z.string(), z.int()).describe('Open cases by level'),
      late: z.int().describe('Open cases, referrals, follow-ups and returns with a duty past its limit'),
      oldestLateAt: instant.nullable(),
      unheard: z.int().describe('Those with a duty that was called and that nobody has acknowledged'),
      rerouted: z.int().describe('Open referrals that a hospital left unanswered until their limit'),
    }),
  ),
});
