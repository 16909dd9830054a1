import { desc, eq } from 'drizzle-orm';
import { policies } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Every version of the policy, newest first. */
export async function listPolicies(tx: Transaction) {
  const rows = await tx
    .select({ version: policies.version, inForceFrom: policies.inForceFrom, sha256: policies.sha256 })
    .from(policies)
    .orderBy(desc(policies.version));
  return rows.map(({ sha256, ...row }) => ({ ...row, sha256: sha256.toString('hex') }));
}

/** One version with its document, or null. */
export async function policyDocument(tx: Transaction, version: number) {
  const [row] = await tx.select().from(policies).where(eq(policies.version, version));
  if (row === undefined) return null;
  const { sha256, document, signedBy, inForceFrom } = row;
  return { version, inForceFrom, sha256: sha256.toString('hex'), document, signedBy };
}
