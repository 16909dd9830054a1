import type { Logger } from 'pino';
import type { Clock } from '#domain/clock';
import type { Waker } from '#adapters/temporal/waker';
import type { Context, Database } from '#db/transaction';
import type { NeutralText } from '#domain/neutral-text';
import type { PersonId } from '#domain/role';

/** A way out of the house besides in-app. */
export interface Channel {
  /** As in `contact_points.channel`: mail, sms, chat. */
  readonly name: string;
  /** Sends a neutral text to this person's sealed address, which only the channel can open. Rejects when it was not taken, in words without the address. */
  send(sealed: Buffer, said: NeutralText, urgent: boolean, person: PersonId): Promise<void>;
}

/** What activities are made of. */
export interface Parts {
  /** With the rights of the role `clock`. */
  readonly db: Database;
  readonly clock: Clock;
  readonly waker: Waker;
  /** In the order in which they are tried, after in-app. */
  readonly channels: readonly Channel[];
  readonly log: Pick<Logger, 'info' | 'error'>;
}

/** Who the worker is to the database. */
export const AS_CLOCK: Context = { actor: 'clock', role: 'clock' };

/** Codes of neutral texts: they say that something is to be done, never what about (N11, N17). */
export const TEMPLATES = {
  prompt: 'dutyPrompt',
  again: 'dutyRang',
  referralArrived: 'referralArrived',
  callHospital: 'callHospital',
  appointment: 'appointmentTomorrow',
} as const;
