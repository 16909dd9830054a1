import { createHmac } from 'node:crypto';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { type Counter, giveBack, takeTurn } from '#db/sign-in-turns';
import { MINUTE, SECOND } from '#domain/instant';
import type { Device } from './device.ts';
import { networkOf } from './network.ts';

/** Who tries what from where. */
export interface Attempt {
  readonly what: 'password' | 'code';
  /** Name of the account as it was typed, whether there is one or not; null when nobody can tell. */
  readonly account: string | null;
  readonly address: string;
  readonly device: Device;
}

/** One account at one place: a finger that slipped costs nothing, a guesser soon waits minutes. */
const AT_A_PLACE = { free: 3, firstMs: 2 * SECOND, mostMs: 5 * MINUTE, forgiving: true } as const;
/** One account from all devices that it does not know. Short, for it also keeps out its owner on a new device. */
const PASSWORD_ANYWHERE = { free: 10, firstMs: 1 * SECOND, mostMs: 1 * MINUTE, forgiving: true } as const;
/** A code has six digits only, and whoever guesses it has the password already. */
const CODE_ANYWHERE = { free: 5, firstMs: 2 * SECOND, mostMs: 5 * MINUTE, forgiving: true } as const;
/** Many accounts from one address, behind which a whole school may sit and sign in at eight o'clock. */
const FROM_AN_ADDRESS = { free: 100, firstMs: 1 * SECOND, mostMs: 1 * MINUTE, forgiving: false } as const;

/**
 * Makes tries to sign in wait longer with each failure; limits stand in the database, so every server and every restart
 * knows them. No wait is longer than five minutes. Names that nobody has wait like those that somebody has.
 */
export function turnKeeper({ authDb, signInKey }: Pick<Parts, 'authDb' | 'signInKey'>) {
  /** Tries it if its turn has come. Throws `signInDelayed` if not; what `tried` throws goes on to the caller. */
  return async <T>(attempt: Attempt, tried: () => Promise<T>): Promise<T> => {
    const counters = countersOf(attempt, signInKey);
    // Machine time, as for sessions: a record whose clock is hurried ahead still signs people in.
    const wait = await authDb.transaction({}, (tx) => takeTurn(tx, counters, Date.now()));
    if (wait > 0) throw new Problem('signInDelayed', { retryAfter: Math.ceil(wait / SECOND) });
    const back = (succeeded: boolean) => authDb.transaction({}, (tx) => giveBack(tx, counters, succeeded));
    let answer: T;
    try {
      answer = await tried();
    } catch (error) {
      // Neither right nor wrong: the record was away. When it still is, the try stays counted, and a few cost nothing.
      if (!(error instanceof Problem) || error.status !== 401) await back(false).catch(() => undefined);
      throw error;
    }
    await back(true);
    return answer;
  };
}

function countersOf({ what, account, address, device }: Attempt, key: Buffer): readonly Counter[] {
  const subject = (...about: readonly string[]) =>
    createHmac('sha256', key)
      .update(JSON.stringify(['sign-in', what, ...about]))
      .digest('base64url');
  const place = networkOf(address);
  const whole = { ...FROM_AN_ADDRESS, subject: subject('address', place) };
  if (account === null) return [whole];
  if (device.id !== null && device.knows(account))
    return [{ ...AT_A_PLACE, subject: subject('device', account, device.id) }];
  const anywhere = what === 'password' ? PASSWORD_ANYWHERE : CODE_ANYWHERE;
  return [
    { ...AT_A_PLACE, subject: subject('place', account, place) },
    { ...anywhere, subject: subject('account', account) },
    whole,
  ];
}
