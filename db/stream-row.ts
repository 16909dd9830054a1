import type { InferSelectModel } from 'drizzle-orm';
import type { StreamKind, StreamState } from '#domain/stream';
import type { streams } from './schema/index.ts';

export type StreamRow = InferSelectModel<typeof streams>;

/** Columns of a stream that lists are drawn from, folded from its state; never edited by themselves. */
export interface Projection {
  readonly level: string | null;
  readonly stage: string;
  readonly owner: string | null;
  readonly requestId: string | null;
  readonly accepted: boolean;
  /** Code of the hospital asked; null for all but referrals. */
  readonly hospital: string | null;
}

function textOf(state: StreamState, key: string): string | null {
  const value: unknown = Reflect.get(state, key);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function projectionOf(kind: StreamKind, state: StreamState): Projection {
  const referral = kind === 'referral';
  return {
    level: textOf(state, 'level'),
    stage: state.stage,
    owner: textOf(state, 'owner'),
    requestId: referral ? textOf(state, 'requestId') : null,
    accepted: referral && Reflect.get(state, 'accepted') === true,
    hospital: referral ? textOf(state, 'hospital') : null,
  };
}
