import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Act } from './act.ts';
import { campaignInvitations } from './schema/index.ts';
import { uuids } from './uuids.ts';

/** A pupil answered or refused between the reading and the writing: the page is to be read again. */
export class PlacesMoved extends Error {}

/** What one page does to the places of its pupils. */
export type Moving =
  | { readonly to: 'invited' }
  | { readonly to: 'reminded' }
  | { readonly to: 'owned'; readonly owner: string };

/** Moves exactly these places together with the fact that counts them. Throws PlacesMoved, and with it undoes the fact, when one of them has gone on by itself. */
export function movePlaces(campaign: string, pupils: readonly string[], moving: Moving): NonNullable<Act['beside']> {
  return async (tx, { at }) => {
    const { from, set } = change(moving, at);
    const moved = await tx
      .update(campaignInvitations)
      .set(set)
      .where(
        and(
          eq(campaignInvitations.campaignId, campaign),
          sql`${campaignInvitations.studentId} = any(${uuids(pupils)})`,
          inArray(campaignInvitations.state, [...from]),
        ),
      )
      .returning({ student: campaignInvitations.studentId });
    if (moved.length !== pupils.length) throw new PlacesMoved();
  };
}

function change(moving: Moving, at: Instant) {
  if (moving.to === 'invited') return { from: ['waiting'], set: { state: 'invited', invitedAt: at } } as const;
  if (moving.to === 'reminded') return { from: ['invited'], set: { remindedAt: at } } as const;
  return { from: ['waiting', 'invited'], set: { state: 'owned', owner: moving.owner } } as const;
}
