import { createHmac } from 'node:crypto';
import { createStaffAccount } from '#api/auth/accounts';
import { DatabaseError } from '#db/errors';
import type { Database } from '#db/transaction';
import { derivedKey } from './keys.ts';
import type { DemoAccount } from './seed/types.ts';

/** The one password of the demonstration city, where nobody is real. */
export const DEMO_PASSWORD = 'xinqiao-demo-city';

/** The second factor of a demo account: the same for the same master key, so that a tool can show the code of this moment. */
export function demoSecret(masterKey: Uint8Array, username: string): string {
  return createHmac('sha256', derivedKey(masterKey, 'sessions')).update(`demo/${username}`).digest('hex').slice(0, 40);
}

/** Makes the sign-in of a demo account; one that is there stays as it is. */
export function demoAccountMaker(authDb: Database, masterKey: Uint8Array): (account: DemoAccount) => Promise<void> {
  const signInKey = derivedKey(masterKey, 'sessions');
  return async ({ person, username }) => {
    const totpSecret = demoSecret(masterKey, username);
    try {
      await createStaffAccount({ authDb, signInKey }, { person, username, password: DEMO_PASSWORD, totpSecret });
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === 'uniqueViolation')) throw error;
    }
  };
}
