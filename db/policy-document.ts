import { createHash } from 'node:crypto';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { canonical } from './canonical.ts';
import type { policies } from './schema/index.ts';

/** Fractions (shares of a limit) as text: canonical JSON knows whole numbers only, and JavaScript's shortest form of a double is one for all. */
function withoutFractions(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return `decimal:${value}`;
  if (Array.isArray(value)) return value.map(withoutFractions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withoutFractions(held)]));
}

/** SHA-256 of a policy document's canonical bytes: what its signers sign and `policies.sha256` keeps. */
function policyDigest(policy: Policy): Buffer {
  return createHash('sha256')
    .update(canonical(withoutFractions(policy)))
    .digest();
}

/** The row that puts a document in force. */
export function policyRow(
  policy: Policy,
  inForceFrom: Instant,
  signedBy: readonly unknown[],
): typeof policies.$inferInsert {
  return { version: policy.version, document: policy, sha256: policyDigest(policy), inForceFrom, signedBy };
}
