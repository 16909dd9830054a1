import { eq } from 'drizzle-orm';
import { user, verification } from '#db/schema/auth';
import type { Transaction } from '#db/transaction';

/** Name of the account that has shown its password and owes its second factor; null when no such challenge is open. */
export async function accountOfChallenge(tx: Transaction, identifier: string): Promise<string | null> {
  const [row] = await tx
    .select({ username: user.username })
    .from(verification)
    .innerJoin(user, eq(user.id, verification.value))
    .where(eq(verification.identifier, identifier));
  return row?.username ?? null;
}
