import type { FastifyRequest } from 'fastify';
import type { Asking } from '#db/queries/asking';
import type { Actor } from '#domain/role';
import type { Context } from '#db/transaction';
import { Problem } from './problem.ts';

/** Who asks: a person in one of their appointments, with what row-level security and the audit need. */
export interface Asker extends Asking {
  readonly actor: Actor;
  readonly context: Context;
  /** A second factor is part of this account, so it was part of this sign-in. */
  readonly secondFactor: boolean;
  /** The password is still the one that an administrator gave: nothing else opens. */
  readonly firstPassword: boolean;
}

/** The asker of a route that is not open to everybody. */
export function askerOf(request: FastifyRequest): Asker {
  if (request.asker === null) throw new Problem('notSignedIn');
  return request.asker;
}

/** A person in an appointment, on one request. */
export function newAsker(
  asking: Asking,
  { secondFactor, firstPassword }: Pick<Asker, 'secondFactor' | 'firstPassword'>,
  request: string,
): Asker {
  const { person, role, side, org, path } = asking;
  return {
    ...asking,
    secondFactor,
    firstPassword,
    actor: { person, role, side },
    context: { person, role, org, path, request },
  };
}
