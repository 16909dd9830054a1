import { randomUUID } from 'node:crypto';
import { symmetricEncrypt } from 'better-auth/crypto';
import type { Parts } from '#api/parts';
import { type Given, noteGiven } from '#db/key-acts';
import { account, twoFactor, user } from '#db/schema/auth';
import { hashPassword } from './password.ts';

export interface NewAccount {
  /** Id of the person in `people`. */
  readonly person: string;
  readonly username: string;
  readonly password: string;
  /** The shared secret of the authenticator app, 32 characters or more; left out = the account enrols at its first sign-in. */
  readonly totpSecret?: string;
  /** The password was given by an administrator: its owner changes it before anything else. */
  readonly given?: Given;
}

/**
 * Opens an account for a member of staff: there is no sign-up. The e-mail address that the library asks for lies under
 * `.invalid` (RFC 2606). Throws DatabaseError `uniqueViolation` for a username or person that has one.
 */
export async function createStaffAccount(
  parts: Pick<Parts, 'authDb' | 'signInKey'>,
  wanted: NewAccount,
): Promise<void> {
  const { person, totpSecret } = wanted;
  const now = new Date();
  const key = parts.signInKey.toString('base64');
  const [password, secret, backupCodes] = await Promise.all([
    hashPassword(wanted.password),
    totpSecret === undefined ? null : symmetricEncrypt({ key, data: totpSecret }),
    symmetricEncrypt({ key, data: '[]' }),
  ]);
  const username = wanted.username.toLowerCase();
  const stamped = { createdAt: now, updatedAt: now };
  await parts.authDb.transaction({}, async (tx) => {
    await tx.insert(user).values({
      id: person,
      name: username,
      email: `${username}@accounts.invalid`,
      emailVerified: true,
      username,
      displayUsername: wanted.username,
      twoFactorEnabled: secret !== null,
      role: 'staff',
      ...stamped,
    });
    const credential = { id: randomUUID(), accountId: person, providerId: 'credential', userId: person, password };
    await tx.insert(account).values({ ...credential, ...stamped });
    if (wanted.given !== undefined) await noteGiven(tx, person, wanted.given);
    if (secret !== null)
      await tx.insert(twoFactor).values({ id: randomUUID(), userId: person, secret, backupCodes, verified: true });
  });
}
